// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import FoundationEssentials
import Synchronization

/// A clock that jumps: a sleep ends at once, and the time is that of its end.
final class JumpingClock: RunClock {
    private let state = Mutex((now: Date(timeIntervalSince1970: 1_767_323_045), slept: [Duration]()))

    func now() -> Date { state.withLock { $0.now } }

    /// All sleeps, in order.
    var slept: [Duration] { state.withLock { $0.slept } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.slept.append(duration)
            state.now = state.now.addingTimeInterval(duration / .seconds(1))
        }
    }
}
