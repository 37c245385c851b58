// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The one way in which a try ended.
package enum TaskOutcome: Sendable {
    /// The task succeeded, with its result unless it has none.
    case success(XComValue?)
    /// The task failed for good.
    case failed(String)
    /// The try failed and another one follows, after the task's own delay where none is given.
    case retry(after: Duration?, String)
    /// The task skipped itself.
    case skipped(String)
    /// The task gave its slot back and comes again.
    case rescheduled(after: Duration)
    /// The task waits for a trigger or a person; Airflow calls it again.
    case deferred(Deferral)
    /// The run was told to stop and the try with it; it counts for nothing.
    case cancelled
}
