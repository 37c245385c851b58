// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A sensor with settings of its own.
///
/// Made by ``Sensor/timeout(_:)`` and its siblings; rarely written out.
public struct ConfiguredSensor<Base: Sensor>: Sensor {
    /// What the sensor itself returns.
    public typealias Output = Base.Output

    /// The sensor that looks.
    package var sensor: Base
    /// How often it looks and for how long.
    public var sensorSettings: SensorSettings

    /// The name of the sensor itself.
    public static var operatorName: String { Base.operatorName }

    /// The defaults of the sensor itself.
    public var taskDefaults: TaskSettings { sensor.taskDefaults }

    /// Looks once.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: What the sensor itself says.
    /// - Throws: What the sensor itself throws.
    public func poke(_ context: TaskContext) async throws -> PokeResult<Base.Output> { try await sensor.poke(context) }

    /// Waits as the sensor itself waits.
    ///
    /// - Parameters:
    ///   - interval: The longest time to wait.
    ///   - context: What the task may know and ask.
    /// - Throws: What the sensor itself throws.
    public func pause(for interval: Duration, _ context: TaskContext) async throws {
        try await sensor.pause(for: interval, context)
    }

    /// Says what the sensor itself says.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The sensor's trigger.
    /// - Throws: What the sensor itself throws.
    public func trigger(_ context: TaskContext) async throws -> Trigger? { try await sensor.trigger(context) }

    // Settings may be changed more than once without growing the type.
    private func with(_ change: (inout SensorSettings) -> Void) -> Self {
        var copy = self
        change(&copy.sensorSettings)
        return copy
    }

    /// Sets whether it keeps its slot between two looks.
    ///
    /// - Parameter mode: Poke or reschedule.
    /// - Returns: The sensor with that mode.
    public func mode(_ mode: SensorMode) -> Self { with { $0.mode = mode } }

    /// Sets the time between two looks.
    ///
    /// - Parameters:
    ///   - interval: The time between two looks.
    ///   - exponential: Whether the time doubles with each look.
    ///   - cap: The longest time between two looks when it grows.
    /// - Returns: The sensor with that interval.
    public func interval(_ interval: Duration, exponential: Bool = false, cap: Duration? = nil) -> Self {
        with {
            $0.interval = interval
            $0.exponential = exponential
            $0.maximumInterval = cap
        }
    }

    /// Sets how long it waits in all, over all looks of a try.
    ///
    /// - Parameter timeout: The time after which it fails.
    /// - Returns: The sensor with that timeout.
    public func timeout(_ timeout: Duration) -> Self { with { $0.timeout = timeout } }

    /// Makes it skip instead of fail for good.
    ///
    /// - Parameter softFail: Whether a timeout or ``TaskSignal/fail(_:)`` skips the task; after any other error it is tried
    ///   again, as in Airflow.
    /// - Returns: The sensor with that setting.
    public func softFail(_ softFail: Bool = true) -> Self { with { $0.softFail = softFail } }
}
