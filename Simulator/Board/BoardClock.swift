// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// The clock of a board that has its own time: it goes on when the board is advanced.
struct BoardClock: HALClock {
    let board: VirtualBoard

    var now: Timestamp { board.now }

    func sleep(for duration: Duration) async throws {
        try await board.sleep(for: duration)
    }
}
