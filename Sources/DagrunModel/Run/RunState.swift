// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The state of a DAG run, in Airflow's words.
///
/// Source: Airflow 3.3, `airflow.utils.state.DagRunState`.
public enum RunState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Waits for its turn.
    case queued
    /// At least one task instance may still change.
    case running
    /// All leaves ended in success or skipped.
    case success
    /// A leaf failed, or no progress is possible.
    case failed

    /// Whether the run will not change any more.
    public var isFinished: Bool { self == .success || self == .failed }
}
