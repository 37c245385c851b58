// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// When a task may start, judged by the states of its direct upstreams.
///
/// The thirteen rules of Airflow 3.3 (`airflow.task.trigger_rule.TriggerRule`).
public enum TriggerRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// All upstreams succeeded. The default.
    case allSuccess = "all_success"
    /// All upstreams failed or are upstream failed.
    case allFailed = "all_failed"
    /// All upstreams ended, however.
    case allDone = "all_done"
    /// All upstreams ended and at least one succeeded.
    case allDoneMinOneSuccess = "all_done_min_one_success"
    /// All upstreams ended and, where setups are among them, they succeeded. The rule of a teardown.
    case allDoneSetupSuccess = "all_done_setup_success"
    /// All upstreams were skipped.
    case allSkipped = "all_skipped"
    /// At least one upstream failed; does not wait for the others.
    case oneFailed = "one_failed"
    /// At least one upstream succeeded; does not wait for the others.
    case oneSuccess = "one_success"
    /// At least one upstream succeeded or failed; does not wait for the others.
    case oneDone = "one_done"
    /// No upstream failed: all succeeded or were skipped.
    case noneFailed = "none_failed"
    /// No upstream failed and at least one succeeded.
    case noneFailedMinOneSuccess = "none_failed_min_one_success"
    /// No upstream was skipped: all succeeded or failed.
    case noneSkipped = "none_skipped"
    /// Starts at once, whatever the upstreams do.
    case always
}
