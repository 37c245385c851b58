// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The state of a task instance, in Airflow's words.
///
/// Source: Airflow 3.3, `airflow.utils.state.TaskInstanceState`. An instance that was never looked at has no state
/// (`nil` where an optional is used).
public enum TaskState: String, Sendable, Hashable, Codable, CaseIterable {
    /// The trigger rule holds; waiting for a free slot.
    case scheduled
    /// Handed to whoever runs it.
    case queued
    /// Running.
    case running
    /// Ended well.
    case success
    /// Ended with an error and no retry left.
    case failed
    /// Not run, or ended by skipping itself.
    case skipped
    /// Not run, because an upstream failed.
    case upstreamFailed = "upstream_failed"
    /// Failed; waits for its next try.
    case upForRetry = "up_for_retry"
    /// A sensor gave its slot back and waits for its next look.
    case upForReschedule = "up_for_reschedule"
    /// Waits for a trigger outside.
    case deferred
    /// Its map index no longer exists.
    case removed
    /// Was cleared, or its run interrupted, while it ran: it was told to stop and will be run again.
    case restarting

    /// Whether the instance will not change any more.
    public var isFinished: Bool {
        switch self {
        case .success, .failed, .skipped, .upstreamFailed, .removed: true
        case .scheduled, .queued, .running, .upForRetry, .upForReschedule, .deferred, .restarting: false
        }
    }

    /// Whether the instance ended badly: failed or upstream failed.
    public var isFailure: Bool { self == .failed || self == .upstreamFailed }
}
