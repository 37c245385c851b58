// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator
import Synchronization

/// The machine's time as a test has it: it stands still, and calls when the test says so.
final class StepTime: HostTime {
    private struct State {
        var now: Int64 = 0
        var calls: [(delay: Int64, due: Int64, body: @Sendable () -> Void)] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var nanoseconds: Int64 { state.withLock { $0.now } }

    /// After how long calls were asked for, in order of asking.
    var delays: [Int64] { state.withLock { $0.calls.map(\.delay) } }

    func call(after nanoseconds: Int64, _ body: @escaping @Sendable () -> Void) {
        let ready = state.withLock { state in
            state.calls.append((nanoseconds, state.now + nanoseconds, body))
            let count = state.calls.count
            let ready = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return ready
        }
        for watcher in ready { watcher.continuation.resume() }
    }

    /// Makes a call that was asked for.
    func fire(_ place: Int) { state.withLock { $0.calls[place].body }() }

    /// Lets the machine's time pass and makes the last call that was asked for, if it is due.
    func pass(_ nanoseconds: Int64) {
        let call = state.withLock { state in
            state.now += nanoseconds
            return state.calls.last.flatMap { $0.due <= state.now ? $0.body : nil }
        }
        call?()
    }

    /// Waits until so many calls were asked for in all.
    func untilCalled(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.calls.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
