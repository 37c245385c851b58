// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether there is a board.
enum BoardRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        // A part of unknown type may well be the board.
        guard wiring.boards.isEmpty else { return [] }
        return [
            BoardFinding(
                .boardMissing, subject: "diagram", message: "the diagram has no board whose lines a program could use",
                advice: "Add one, such as { \"type\": \"board-raspberry-pi-4\", \"id\": \"rpi\" }.")
        ]
    }
}
