// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether parts keep off pins that the board uses itself.
enum ReservedPinRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.flatMap { net -> [BoardFinding] in
            wiring.lines(of: net).compactMap { terminal, board, line in
                guard let owner = line.reserved,
                    let other = wiring.nets[net].terminals.first(where: {
                        $0.part != terminal.part && !wiring.parts[$0.part].description.isInert
                    })
                else { return nil }
                return wiring.finding(
                    .pinReserved, terminal,
                    "\(wiring.name(other)) is at \(wiring.name(terminal)), which is used by \(owner)",
                    owner == "the serial console" && board.type.hasPrefix("board-raspberry-pi")
                        ? "Take another pin, or turn the console off with raspi-config (Interface Options, Serial Port)."
                        : "Take another pin.")
            }
        }
    }
}
