// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

/// An operator that waits until something is so.
///
/// It looks again and again (``poke(_:)``) until its condition holds or its timeout passes. In ``SensorMode/poke`` it
/// keeps its slot meanwhile; in ``SensorMode/reschedule`` it gives the slot back between two looks.
///
/// Airflow's `BaseSensorOperator`.
public protocol Sensor: Operator {
    /// What the sensor returns when its condition holds; inferred from ``poke(_:)``.
    associatedtype Output

    /// How often it looks and for how long; set with ``Sensor/mode(_:)`` and its siblings.
    var sensorSettings: SensorSettings { get }

    /// Looks once.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: `.notYet`, or `.done` with the sensor's result.
    /// - Throws: Any error fails the try, like any operator's.
    func poke(_ context: TaskContext) async throws -> PokeResult<Output>

    /// Waits until it is worth looking again, in ``SensorMode/poke``.
    ///
    /// It sleeps for all of the time unless written otherwise. A sensor that is told of what it waits for returns when
    /// it is, so that it doesn't miss it by up to a whole interval.
    ///
    /// - Parameters:
    ///   - interval: The longest time to wait.
    ///   - context: What the task may know and ask.
    /// - Throws: `CancellationError` when the task is told to stop.
    func pause(for interval: Duration, _ context: TaskContext) async throws

    /// Says what Airflow's triggerer can wait for in place of the sensor, in ``SensorMode/deferrable``.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The trigger; nil where there is none.
    /// - Throws: Any error fails the try.
    func trigger(_ context: TaskContext) async throws -> Trigger?
}

extension Sensor {
    /// Airflow's defaults: a look every minute, for seven days.
    public var sensorSettings: SensorSettings { SensorSettings() }

    /// Nothing.
    ///
    /// - Parameter context: Not looked at.
    /// - Returns: Nil.
    /// - Throws: Never.
    public func trigger(_ context: TaskContext) async throws -> Trigger? { nil }

    /// Sleeps for all of the time.
    ///
    /// - Parameters:
    ///   - interval: The time.
    ///   - context: What the task may know and ask.
    /// - Throws: `CancellationError` when the task is told to stop.
    public func pause(for interval: Duration, _ context: TaskContext) async throws {
        try await context.clock.sleep(for: interval)
    }

    /// Looks until the condition holds.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The sensor's result.
    /// - Throws: ``TaskSignal`` `.fail` when the timeout passes (`.skip` with soft fail), `.reschedule` in reschedule
    ///   mode, and what ``poke(_:)`` throws.
    public func execute(_ context: TaskContext) async throws -> Output {
        let settings = sensorSettings
        let began = context.firstStartDate
        var looks = context.rescheduleCount
        while true {
            do {
                if case .done(let output) = try await poke(context) { return output }
            } catch let signal as TaskSignal where settings.softFail && signal.kind == .fail {
                throw TaskSignal.skip(signal.reason)
            }
            looks = min(looks, .max - 1) + 1
            let waited = context.clock.now().timeIntervalSince(began)
            let left = settings.timeout - .seconds(waited)
            guard left > .zero else {
                let message = "waited \(waited.formattedSeconds) and the condition did not come to hold"
                throw settings.softFail ? TaskSignal.skip(message) : TaskSignal.fail("timed out: \(message)")
            }
            // The last look is at the timeout itself, neither before nor behind it.
            let interval = min(settings.interval(afterLook: looks), left)
            switch settings.mode {
            case .poke: try await pause(for: interval, context)
            case .reschedule: throw TaskSignal.reschedule(after: interval)
            case .deferrable:
                guard let trigger = try await trigger(context) else {
                    throw TaskSignal.fail(
                        "\(Self.operatorName) has nothing that Airflow's triggerer could wait for: use .mode(.reschedule)"
                    )
                }
                throw TaskSignal.deferred(until: trigger, timeout: left)
            }
        }
    }

    /// Sets whether it keeps its slot between two looks.
    ///
    /// - Parameter mode: Poke or reschedule.
    /// - Returns: The sensor with that mode.
    public func mode(_ mode: SensorMode) -> ConfiguredSensor<Self> { configured { $0.mode = mode } }

    /// Sets the time between two looks.
    ///
    /// - Parameters:
    ///   - interval: The time between two looks.
    ///   - exponential: Whether the time doubles with each look.
    ///   - cap: The longest time between two looks when it grows.
    /// - Returns: The sensor with that interval.
    public func interval(_ interval: Duration, exponential: Bool = false, cap: Duration? = nil)
        -> ConfiguredSensor<Self>
    {
        configured {
            $0.interval = interval
            $0.exponential = exponential
            $0.maximumInterval = cap
        }
    }

    /// Sets how long it waits in all, over all looks of a try.
    ///
    /// - Parameter timeout: The time after which it fails.
    /// - Returns: The sensor with that timeout.
    public func timeout(_ timeout: Duration) -> ConfiguredSensor<Self> { configured { $0.timeout = timeout } }

    /// Makes it skip instead of fail for good.
    ///
    /// - Parameter softFail: Whether a timeout or ``TaskSignal/fail(_:)`` skips the task; after any other error it is tried
    ///   again, as in Airflow.
    /// - Returns: The sensor with that setting.
    public func softFail(_ softFail: Bool = true) -> ConfiguredSensor<Self> { configured { $0.softFail = softFail } }

    private func configured(_ change: (inout SensorSettings) -> Void) -> ConfiguredSensor<Self> {
        var settings = sensorSettings
        change(&settings)
        return ConfiguredSensor(sensor: self, sensorSettings: settings)
    }
}
