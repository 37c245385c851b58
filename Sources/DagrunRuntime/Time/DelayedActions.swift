// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// Does things after a while, unless all is over by then.
package final class DelayedActions: Sendable {
    private let clock: any RunClock
    private let state = Mutex((timers: [Task<Void, Never>](), isOver: false))

    /// Makes an empty list.
    ///
    /// - Parameter clock: Where the time comes from.
    package init(clock: any RunClock) { self.clock = clock }

    /// Does something later.
    ///
    /// - Parameters:
    ///   - delay: How much later.
    ///   - action: What to do.
    package func after(_ delay: Duration, _ action: @escaping @Sendable () -> Void) {
        // Not a child task: the task that asks may be cancelled, and the time runs all the same.
        let timer = Task { [clock] in
            guard (try? await clock.sleep(for: delay)) != nil else { return }
            action()
        }
        let isOver = state.withLock { state in
            state.timers.append(timer)
            return state.isOver
        }
        if isOver { timer.cancel() }
    }

    /// Drops what was not done yet, and all that is still asked for.
    package func end() {
        let timers = state.withLock { state in
            state.isOver = true
            return state.timers
        }
        for timer in timers { timer.cancel() }
    }
}
