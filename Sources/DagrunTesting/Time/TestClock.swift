// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunRuntime
public import FoundationEssentials
internal import Synchronization

/// A clock for tests: nobody waits for real, and every run takes the same time.
///
/// It goes on by itself, straight to the next instant that somebody waits for, as soon as nothing else is left to do. A
/// sensor that looks every hour for a week is done in milliseconds:
///
/// ```swift
/// let clock = TestClock()
/// let run = try await sales.test(clock: clock)
/// #expect(run.elapsed == .seconds(300))       // one retry, after the five minutes of the default
/// ```
///
/// Or it stands still until the test moves it:
///
/// ```swift
/// let clock = TestClock(isManual: true)
/// async let run = sales.test(clock: clock)
/// await clock.untilAsleep()                   // the task waits for its next try
/// await clock.advance(by: .seconds(300))
/// ```
///
/// It knows that nothing is left to do because all work of a run is done on its ``executor``, one piece after the other,
/// and so in the same order each time. What is done elsewhere it can't see: a process, a socket, a thread of your own, an
/// actor with an executor of its own, `Task.sleep`. Give a test of such a task the `SystemClock`.
public final class TestClock: RunClock {
    /// The instant at which a clock begins unless another one is given: 2026-01-01 00:00 UTC.
    public static let defaultStart = Date(timeIntervalSince1970: 1_767_225_600)

    private struct Sleeper {
        var deadline: Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed: Duration = .zero
        var lastID = 0
        var sleepers: [Int: Sleeper] = [:]
        /// How far the test lets the clock go, and who waits for it to get there.
        var targets: [(elapsed: Duration, continuation: CheckedContinuation<Void, Never>)] = []
        /// Who waits for so many sleepers.
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    /// The instant at which the clock began.
    public let start: Date
    private let isManual: Bool
    private let state = Mutex(State())
    private let serial = TestExecutor()

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - start: The instant at which it begins.
    ///   - isManual: Whether it stands still unless the test moves it.
    public init(_ start: Date = TestClock.defaultStart, isManual: Bool = false) {
        self.start = start
        self.isManual = isManual
        serial.whenIdle { [weak self] in self?.goOn() ?? false }
    }

    /// What all work that waits for this clock is done on.
    public var executor: (any TaskExecutor)? { serial }

    /// The present instant of this clock.
    public func now() -> Date { start.addingTimeInterval(elapsed / .seconds(1)) }

    /// The time since the clock began.
    public var elapsed: Duration { state.withLock { $0.elapsed } }

    /// How many wait for the clock now.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Waits in the time of this clock.
    ///
    /// - Parameter duration: How long; nothing happens for zero or less.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return try Task.checkCancellation() }
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    guard !Task.isCancelled else { return true }
                    state.sleepers[id] = Sleeper(
                        deadline: Self.rounded(state.elapsed + duration), continuation: continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) } else { serial.wake() }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves a manual clock on, from one instant that somebody waits for to the next, and waits until nothing is left to
    /// do.
    ///
    /// - Parameter duration: How far; an automatic clock goes as far only if nobody waits for a later instant.
    public func advance(by duration: Duration) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                let from = state.targets.last?.elapsed ?? state.elapsed
                state.targets.append((from + max(duration, .zero), continuation))
            }
            serial.wake()
        }
    }

    /// Waits until nothing is left to do and somebody waits for a manual clock.
    ///
    /// - Parameter count: How many must wait at least.
    public func untilAsleep(count: Int = 1) async {
        await withCheckedContinuation { continuation in
            state.withLock { $0.watchers.append((count, continuation)) }
            serial.wake()
        }
    }

    /// To the microsecond: instants are kept as numbers with a fraction, which are exact to less than that.
    private static func rounded(_ duration: Duration) -> Duration {
        let (seconds, attoseconds) = duration.components
        let microseconds = (attoseconds + 500_000_000_000) / 1_000_000_000_000
        return .seconds(seconds) + .microseconds(microseconds)
    }

    /// Nothing is left to do now: goes to the next instant.
    ///
    /// - Returns: Whether somebody was woken who has work to do on the executor.
    private func goOn() -> Bool {
        state.withLock { state in
            let count = state.sleepers.count
            for watcher in state.watchers where watcher.count <= count { watcher.continuation.resume() }
            state.watchers.removeAll { $0.count <= count }
            let next = state.sleepers.min { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
            let target = state.targets.first
            if let next, !isManual || target.map({ next.value.deadline <= $0.elapsed }) ?? false {
                state.elapsed = max(state.elapsed, next.value.deadline)
                state.sleepers[next.key] = nil
                next.value.continuation.resume()
                return true
            }
            if let target {
                state.elapsed = max(state.elapsed, target.elapsed)
                state.targets.removeFirst()
                target.continuation.resume()
                return !state.targets.isEmpty
            }
            return false
        }
    }
}
