// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunRuntime
internal import FoundationEssentials

/// Waits until a time has passed since the end of the run's data interval.
///
/// In a run without a data interval the time counts from `run_after`. To wait from the start of the task on, use
/// ``WaitSensor``.
///
/// ```swift
/// task("settle", TimeDeltaSensor(.minutes(5)))     // five minutes for late rows of the interval
/// ```
///
/// The time is looked at once a minute unless ``DagrunRuntime/Sensor/interval(_:exponential:cap:)`` says otherwise.
/// Airflow's `TimeDeltaSensor`.
public struct TimeDeltaSensor: Sensor {
    /// It has no result.
    public typealias Output = NoOutput

    private let delta: Duration

    /// Makes the sensor.
    ///
    /// - Parameter delta: The time that has to pass; nothing waits for zero or less.
    public init(_ delta: Duration) { self.delta = delta }

    /// Looks whether the time has passed.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Whether it has.
    /// - Throws: Never.
    public func poke(_ context: TaskContext) async throws -> PokeResult<NoOutput> {
        .when(context.clock.now() >= end(context))
    }

    /// The end of the time.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: A trigger for it.
    /// - Throws: Never.
    public func trigger(_ context: TaskContext) async throws -> Trigger? { .dateTime(end(context)) }

    private func end(_ context: TaskContext) -> Date {
        (context.dataIntervalEnd ?? context.runAfter).addingTimeInterval(delta.seconds)
    }
}
