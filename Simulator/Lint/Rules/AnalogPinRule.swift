// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether voltages are measured by pins that can.
enum AnalogPinRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.flatMap { net -> [BoardFinding] in
            guard
                let source = wiring.nets[net].terminals.first(where: { wiring.pin($0).role == .analogOutput })
            else { return [] }
            return wiring.lines(of: net).compactMap { terminal, board, line in
                guard line.analogChannel == nil else { return nil }
                let analog = board.lines.filter { $0.analogChannel != nil && !$0.pins.isEmpty }.map(\.name)
                return wiring.finding(
                    .analogPin, terminal,
                    "\(wiring.name(source)) gives a voltage, and \(wiring.name(terminal)) only tells high from low",
                    analog.isEmpty
                        ? "\(board.title) has no analog inputs: measure with an MCP3008 on SPI or an ADS1115 on I2C."
                        : "Wire it to an analog pin: \(Wiring.listed(analog)).")
            }
        }
    }
}
