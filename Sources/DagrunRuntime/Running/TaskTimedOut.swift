// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The execution timeout of a task passed.
public struct TaskTimedOut: Error, Sendable, Hashable, CustomStringConvertible {
    /// The timeout.
    public var limit: Duration
    /// Whether the task went on after it was cancelled and was left behind.
    public var wasAbandoned: Bool

    /// What happened, and what to do.
    public var description: String {
        let text = "timed out after \(limit.seconds.formattedSeconds)"
        return wasAbandoned
            ? text + "; it went on after it was cancelled and was left behind: let it check Task.isCancelled" : text
    }
}
