// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// Where a task and its runner take the time from.
///
/// Nothing in Dagrun reads the time or sleeps by itself, so a whole run can be put on another clock.
public protocol RunClock: Sendable {
    /// The present instant.
    func now() -> Date

    /// Waits.
    ///
    /// - Parameter duration: How long; nothing happens for zero or less.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func sleep(for duration: Duration) async throws

    /// What runs all work that waits for this clock; nil: no matter what.
    ///
    /// A clock that goes on only when nothing is left to do, as in tests, must see all that is done.
    var executor: (any TaskExecutor)? { get }
}

extension RunClock {
    /// No matter what.
    public var executor: (any TaskExecutor)? { nil }
}
