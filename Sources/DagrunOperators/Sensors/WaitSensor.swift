// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunRuntime
internal import FoundationEssentials

/// Waits a time from the start of the task on.
///
/// ```swift
/// task("cool_down", WaitSensor(.seconds(5)))
/// task("tomorrow", WaitSensor(.hours(24)).mode(.reschedule).interval(.hours(1)))
/// ```
///
/// Airflow's `WaitSensor`.
public struct WaitSensor: Sensor {
    /// It has no result.
    public typealias Output = NoOutput

    private let time: Duration

    /// Makes the sensor.
    ///
    /// - Parameter time: How long to wait; nothing waits for zero or less.
    public init(_ time: Duration) { self.time = time }

    /// Looks at equal distances of a minute or less, the last of which is the end of the wait.
    public var sensorSettings: SensorSettings {
        var settings = SensorSettings()
        let looks = max(1, (time.seconds / settings.interval.seconds).rounded(.up))
        if time > .zero { settings.interval = time / looks }
        // A wait is no failure, however long it is.
        settings.timeout = max(settings.timeout, time + settings.interval)
        return settings
    }

    /// Looks whether the time has passed.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Whether it has.
    /// - Throws: Never.
    public func poke(_ context: TaskContext) async throws -> PokeResult<NoOutput> {
        // Dates are as exact as a microsecond; the sum of the distances may be less than the time by that.
        .when(context.clock.now().timeIntervalSince(context.firstStartDate) >= time.seconds - 1e-3)
    }
    /// The end of the wait.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: A trigger for it.
    /// - Throws: Never.
    public func trigger(_ context: TaskContext) async throws -> Trigger? {
        .dateTime(context.firstStartDate.addingTimeInterval(time.seconds))
    }
}
