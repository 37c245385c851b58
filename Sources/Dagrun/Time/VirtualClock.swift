// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunModel
public import DagrunRuntime
public import DagrunSimulator
public import FoundationEssentials

/// A run's clock that goes by a virtual time: nobody waits for real, and every run takes the same time.
///
/// It goes on by itself, straight to the next instant that somebody waits for, as soon as nothing else is left to do. A
/// sensor that looks every hour for a week is done in milliseconds:
///
/// ```swift
/// let clock = VirtualClock()
/// let run = try await sales.test(clock: clock)
/// #expect(run.elapsed == .seconds(300))       // one retry, after the five minutes of the default
/// ```
///
/// Or it stands still until the test moves it:
///
/// ```swift
/// let clock = VirtualClock(.manual)
/// async let run = sales.test(clock: clock)
/// await clock.untilAsleep()                   // the task waits for its next try
/// await clock.advance(by: .seconds(300))
/// ```
///
/// What a run does on its ``time``, what it leaves that time for, and what it can't see, is said in <doc:Virtual-time>.
public struct VirtualClock: RunClock {
    /// The instant at which a clock begins unless another one is given: 2026-01-01 00:00 UTC.
    public static let defaultStart = Date(timeIntervalSince1970: 1_767_225_600)

    /// The instant at which the clock began: the zero of its time.
    public let start: Date
    /// The time that it goes by; a simulated board may share it.
    public let time: VirtualTime

    /// Makes a clock with a time of its own.
    ///
    /// - Parameters:
    ///   - start: The instant at which it begins.
    ///   - mode: How it goes on.
    public init(_ start: Date = VirtualClock.defaultStart, _ mode: VirtualTime.Mode = .asFastAsPossible) {
        self.init(start, of: VirtualTime(mode))
    }

    /// Makes a clock that begins at the default instant.
    ///
    /// - Parameter mode: How it goes on.
    public init(_ mode: VirtualTime.Mode) { self.init(VirtualClock.defaultStart, mode) }

    /// Makes a clock of a time that others share.
    ///
    /// - Parameters:
    ///   - start: The instant that the zero of the time stands for.
    ///   - time: The time.
    public init(_ start: Date = VirtualClock.defaultStart, of time: VirtualTime) {
        self.start = start
        self.time = time
    }

    /// The present instant of this clock.
    public func now() -> Date { start.addingTimeInterval(Double(time.now.nanoseconds) / 1e9) }

    /// The time since the clock began.
    public var elapsed: Duration { time.now - .zero }

    /// Waits in the time of this clock.
    ///
    /// - Parameter duration: How long; nothing happens for zero or less.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return try Task.checkCancellation() }
        let deadline = time.now + duration
        // To the microsecond: instants are kept as numbers with a fraction, which are exact to less than that. A difference
        // of two that should be five minutes may fall short of it.
        let rounded =
            Timestamp(nanoseconds: deadline.nanoseconds / 1000 * 1000)
            + .microseconds(
                deadline.nanoseconds % 1000 >= 500 ? 1 : 0)
        try await time.sleep(until: rounded > time.now ? rounded : deadline, tolerance: nil)
    }

    /// Moves a clock that is moved by hand on, from one instant that somebody waits for to the next, and waits until
    /// nothing is left to do.
    ///
    /// - Parameter duration: How far.
    public func advance(by duration: Duration) async { await time.advance(by: duration) }

    /// Waits until nothing is left to do and somebody waits for the clock.
    ///
    /// - Parameter count: How many must wait at least.
    public func untilAsleep(count: Int = 1) async { await time.untilIdle(sleepers: count) }

    // MARK: Work on this clock

    /// What all work that waits for this clock is done on.
    public var executor: (any TaskExecutor)? { time.executor }

    /// Runs a piece of work on the clock's time, which goes on until the work is done.
    ///
    /// - Parameters:
    ///   - onStandstill: Is told why, when nothing can happen any more although the work is not done.
    ///   - work: The work.
    /// - Returns: What the work returned.
    /// - Throws: ``StandstillError`` when it was cancelled or left behind, because nothing could happen any more.
    public func run<Result: Sendable>(
        onStandstill: @escaping @Sendable (String) -> Bool, _ work: @escaping @Sendable () async -> Result
    ) async throws -> Result {
        do {
            return try await time.run(onDeadlock: { onStandstill(error($0).description) }, work)
        } catch let deadlock as VirtualTime.Deadlock {
            throw error(deadlock)
        }
    }

    private func error(_ deadlock: VirtualTime.Deadlock) -> StandstillError {
        let instant = start.addingTimeInterval(Double(deadlock.instant.nanoseconds) / 1e9)
        return StandstillError(instant: instant, waiters: deadlock.waiters)
    }

    /// Does outside work, for which the time stands still.
    ///
    /// - Parameter work: The work.
    /// - Returns: What the work returned.
    /// - Throws: What the work throws.
    public func withOutsideWork<Result, Failure: Error>(
        _ work: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        try await time.withOutsideWork(work)
    }

    /// The machine's clock: a process takes no virtual time to end.
    public var outside: any RunClock { MachineClock() }
}
