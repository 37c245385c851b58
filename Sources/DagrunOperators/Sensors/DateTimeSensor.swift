// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import DagrunRuntime
public import FoundationEssentials

/// Waits until an instant.
///
/// It makes a task idempotent where a wait from now on would not: a run for a past day goes on at once.
///
/// ```swift
/// task("at_eleven", DateTimeSensor("\(\.ds)T11:00:00Z").interval(.seconds(10)))
/// ```
///
/// The instant is looked at once a minute unless ``DagrunRuntime/Sensor/interval(_:exponential:cap:)`` says otherwise,
/// and so met as exactly as that. Airflow's `DateTimeSensor`.
public struct DateTimeSensor: Sensor {
    /// It has no result.
    public typealias Output = NoOutput

    private let target: Input<String>

    /// Makes a sensor that waits until an instant in ISO 8601.
    ///
    /// - Parameter target: The instant, such as `2026-01-02T03:04:05Z` or `2026-01-02T03:04+01:00`; without an offset it is
    ///   UTC.
    public init(_ target: Input<String>) { self.target = target }

    /// Makes a sensor that waits until an instant that is known or that another task returned.
    ///
    /// - Parameter target: The instant.
    public init(_ target: Input<Date>) { self.target = target.map { ISO8601.format($0) } }

    /// Makes a sensor that waits until an instant.
    ///
    /// - Parameter target: The instant.
    public init(_ target: Date) { self.target = .value(ISO8601.format(target)) }

    /// Looks whether the instant has come.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: Whether it has.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when the text names no instant.
    public func poke(_ context: TaskContext) async throws -> PokeResult<NoOutput> {
        .when(context.clock.now() >= (try await instant(context)))
    }

    /// The instant.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: A trigger for it.
    /// - Throws: ``DagrunRuntime/TaskSignal`` `.fail` when the text names no instant.
    public func trigger(_ context: TaskContext) async throws -> Trigger? { .dateTime(try await instant(context)) }

    private func instant(_ context: TaskContext) async throws -> Date {
        let text: String = try await context.resolve(target)
        do {
            return try ISO8601.parse(text)
        } catch {
            // Another try would read the same text.
            throw TaskSignal.fail("“\(text)” is no instant to wait for: \(error)")
        }
    }
}
