// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// By when a run must have ended, and what is called when it has not.
///
/// Source: Airflow 3.3, `airflow.sdk.definitions.deadline`.
public struct DeadlineDefinition: Sendable, Hashable, Codable {
    /// What the time is counted from.
    public enum Reference: String, Sendable, Hashable, CaseIterable, Codable {
        /// When the run was queued.
        case queuedAt = "dagrun_queued_at"
        /// The run's logical date.
        case logicalDate = "dagrun_logical_date"
        /// An instant.
        case fixedDatetime = "fixed_datetime"
        /// When the run would have ended if it took as long as earlier ones did.
        case averageRuntime = "average_runtime"
    }

    /// What the time is counted from.
    public var reference: Reference
    /// The instant of a fixed reference: ISO 8601 with offset.
    public var datetime: String?
    /// For an average, of how many runs at most; absent: 10.
    public var maximumRuns: Int?
    /// For an average, how many runs there must have been; absent: as many as at most.
    public var minimumRuns: Int?
    /// Seconds behind the reference.
    public var interval: Double
    /// What is called, as `module.function`.
    public var callback: String
    /// What it is called with.
    public var arguments: [String: JSONValue] = [:]
    /// A name to show.
    public var name: String?

    /// Makes a deadline.
    ///
    /// - Parameters:
    ///   - reference: What the time is counted from.
    ///   - interval: Seconds behind the reference.
    ///   - callback: What is called, as `module.function`.
    public init(reference: Reference, interval: Double, callback: String) {
        self.reference = reference
        self.interval = interval
        self.callback = callback
    }
}
