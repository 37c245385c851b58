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
        var timers: [Task<Void, Never>] = []
        var isFinished = false
    }

    /// Becomes readable with each new order.
    let wake: Descriptor
    private let wakeEnd: Descriptor
    private let clock: any RunClock
    private let grace: Duration
    private let state = Mutex(State())

    init(clock: any RunClock, grace: Duration) throws {
        (wake, wakeEnd) = try Descriptor.pipe()
        wake.setNonblocking()
        wakeEnd.setNonblocking()
        self.clock = clock
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
        after(grace) { control in
            control.state.withLock { $0.orders.kill = true }
            _ = control.wakeEnd.write([0])
        }
    }

    /// Gives what the child left a time to end by itself.
    func stop(after delay: Duration) {
        after(delay) { $0.stop(.leftOthers) }
    }

    /// Ends the time limits.
    func finish() {
        let timers = state.withLock { state in
            state.isFinished = true
            return state.timers
        }
        for timer in timers { timer.cancel() }
    }

    private func after(_ delay: Duration, _ action: @escaping @Sendable (ChildControl) -> Void) {
        // Not a child task: the task that waits for the process may be cancelled, and the time runs all the same.
        let timer = Task { [weak self, clock] in
            guard (try? await clock.sleep(for: delay)) != nil, let self else { return }
            action(self)
        }
        let isFinished = state.withLock { state in
            state.timers.append(timer)
            return state.isFinished
        }
        if isFinished { timer.cancel() }
    }
}
