// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Synchronization

/// Lets a virtual time drive a board without keeping it: the board keeps the time.
final class BoardDriver: TimeDriven {
    struct WeakBoard: Sendable {
        weak var board: VirtualBoard?
    }

    let board = Mutex(WeakBoard())

    private var current: VirtualBoard? { board.withLock { $0.board } }

    var nextEventTime: Timestamp? { current?.nextKernelTime }

    func advance(to limit: Timestamp, in time: VirtualTime) { current?.advance(to: limit, in: time) }
}
