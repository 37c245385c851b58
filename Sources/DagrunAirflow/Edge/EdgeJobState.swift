// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a worker reports of a job.
///
/// It is the state of the *job*: a task that failed and whose failure was delivered is a job that succeeded.
public enum EdgeJobState: String, Sendable, Hashable {
    /// It was begun.
    case running
    /// What became of it was told to the server.
    case success
    /// It could not be carried out, or the server had it stopped.
    case failed
}
