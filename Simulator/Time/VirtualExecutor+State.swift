// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension VirtualExecutor {
    /// Something that is ready to be done.
    enum Piece {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }

    /// What happens at an instant.
    enum Alarm {
        case sleeper(Sleeper)
        /// The runtime's own: the timer of a `Task.sleep`.
        case job(UnownedJob)
    }

    /// A task that sleeps.
    @safe struct Sleeper {
        /// Resumed exactly once: by who takes it out of the queue of timers.
        let continuation: UnsafeContinuation<Void, any Error>
        /// Whether the task runs elsewhere; then the time goes on for its sake.
        let isOutside: Bool

        func wake() { unsafe continuation.resume() }

        func cancel() { unsafe continuation.resume(throwing: CancellationError()) }
    }

    /// A call that the machine is to make after some time.
    struct WakeUp {
        let delay: Int64
        let body: @Sendable () -> Void
    }

    /// How far a time that is moved by hand may go.
    struct Target {
        /// The instant; nil: the next one that something is due at.
        var limit: Int64?
        let continuation: CheckedContinuation<Bool, Never>
    }

    /// Who waits until nothing is left to do.
    struct Watcher {
        /// How many must sleep at least.
        let sleepers: Int
        let continuation: CheckedContinuation<Bool, Never>
    }

    /// All that changes under the lock.
    struct State {
        var mode: VirtualTime.Mode
        var pace: Pace
        var ready: [Piece] = []
        var timers = TimerQueue<Alarm>()
        var sources: [any TimeDriven] = []
        /// Tasks without a preference that were begun on this time.
        var members = TaskMembers()
        /// Whether a thread runs what is ready.
        var isDraining = false
        /// Changes whenever something was done.
        var epoch: UInt64 = 0
        /// The epoch in which patience was begun with, and the one in which it ended.
        var patienceBegan: UInt64?
        var patienceEnded: UInt64?
        /// The machine's call that is waited for in real time, and the instant that it is for.
        var awaited: (id: UInt64, instant: Int64)?
        /// Pieces of outside work that are in flight.
        var holds = 0
        var runs: [RunInFlight] = []
        var outsideSleepers = 0
        var targets: [Target] = []
        var watchers: [Watcher] = []
        /// What is waited for, by the order of its beginning.
        var waiters: [UInt64: @Sendable () -> String] = [:]
        private var lastID: UInt64 = 0

        init(mode: VirtualTime.Mode, pace: Pace) {
            self.mode = mode
            self.pace = pace
        }

        /// Whether somebody waits for the time to go on.
        var isDriven: Bool { !runs.isEmpty || outsideSleepers > 0 }

        /// Says whether a thread must be started.
        mutating func start() -> Bool {
            defer { isDraining = true }
            return !isDraining
        }

        mutating func nextID() -> UInt64 {
            lastID += 1
            return lastID
        }
    }
}
