// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a retry policy says about an error.
///
/// Airflow's `RetryRule`.
public enum RetryDecision: Sendable, Hashable {
    /// Do as the task's settings say.
    case standard
    /// Try again, if there is a try left, after this delay.
    case retry(after: Duration)
    /// Don't try again.
    case fail
}
