// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime
internal import DagrunSystem
internal import Synchronization

/// Tells the thread that serves a child process what to do, and keeps its time limits.
final class ChildControl: Sendable {
    /// Why a child is ended before its time.
    enum StopReason: Sendable {
        /// Its task was cancelled.
        case cancelled
        /// Its output can't be taken.
        case refused
        /// It ended, and what it left keeps the output open.
        case leftOthers
    }

    /// What the thread has to do by now.
    struct Orders: Sendable {
        /// The session gets SIGTERM.
        var stop: StopReason?
        /// The session gets SIGKILL.
        var kill = false
    }

    private struct State {
        var orders = Orders()
        var isFinished = false
    }

    /// Becomes readable with each new order.
    let wake: Descriptor
    private let wakeEnd: Descriptor
    private let timers: DelayedActions
    private let grace: Duration
    private let state = Mutex(State())

    init(clock: any RunClock, grace: Duration) throws {
        (wake, wakeEnd) = try Descriptor.pipe()
        wake.setNonblocking()
        wakeEnd.setNonblocking()
        timers = DelayedActions(clock: clock)
        self.grace = grace
    }

    var orders: Orders { state.withLock { $0.orders } }

    /// Ends the child: at once politely, after the grace time by force.
    func stop(_ reason: StopReason) {
        let isFirst = state.withLock { state in
            guard state.orders.stop == nil, !state.isFinished else { return false }
            state.orders.stop = reason
            return true
        }
        guard isFirst else { return }
        _ = wakeEnd.write([0])
        timers.after(grace) { [weak self] in
            guard let self else { return }
            state.withLock { $0.orders.kill = true }
            _ = wakeEnd.write([0])
        }
    }

    /// Gives what the child left a time to end by itself.
    func stop(after delay: Duration) {
        timers.after(delay) { [weak self] in self?.stop(.leftOthers) }
    }

    /// Ends the time limits.
    func finish() {
        state.withLock { $0.isFinished = true }
        timers.end()
    }
}
