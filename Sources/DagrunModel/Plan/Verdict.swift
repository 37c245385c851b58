// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a look finds out about an instance.
enum Verdict: Sendable, Equatable {
    /// Nothing yet.
    case wait
    /// It may start.
    case start
    /// It ends in this state without running.
    case decide(TaskState)
}
