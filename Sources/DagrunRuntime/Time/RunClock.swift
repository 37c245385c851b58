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

    /// Runs a piece of work that waits for this clock, from its first step on.
    ///
    /// - Parameters:
    ///   - onStandstill: Is told why, when the clock knows that nothing can happen any more although the work is not done.
    ///     It says whether it did something about it; otherwise the work is cancelled.
    ///   - work: The work.
    /// - Returns: What the work returned.
    /// - Throws: Why the work was cancelled or left behind, where the clock did so.
    func run<Result: Sendable>(
        onStandstill: @escaping @Sendable (String) -> Bool, _ work: @escaping @Sendable () async -> Result
    ) async throws -> Result

    /// Does work that this clock can't see, such as a process, a request or a read of a file.
    ///
    /// A clock that goes on by itself waits for it.
    ///
    /// - Parameter work: The work.
    /// - Returns: What the work returned.
    /// - Throws: What the work throws.
    func withOutsideWork<Result, Failure: Error>(
        _ work: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result

    /// What the limits of such work are measured with, such as the time that a process gets to end.
    var outside: any RunClock { get }
}

extension RunClock {
    /// No matter what.
    public var executor: (any TaskExecutor)? { nil }

    /// Runs the work; it goes on by itself.
    ///
    /// - Parameters:
    ///   - onStandstill: Is never called.
    ///   - work: The work.
    /// - Returns: What the work returned.
    /// - Throws: Nothing.
    public func run<Result: Sendable>(
        onStandstill: @escaping @Sendable (String) -> Bool, _ work: @escaping @Sendable () async -> Result
    ) async throws -> Result {
        await work()
    }

    /// Does the work; it goes on meanwhile.
    ///
    /// - Parameter work: The work.
    /// - Returns: What the work returned.
    /// - Throws: What the work throws.
    public func withOutsideWork<Result, Failure: Error>(
        _ work: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        try await work()
    }

    /// The same clock.
    public var outside: any RunClock { self }
}
