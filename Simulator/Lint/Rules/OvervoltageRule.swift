// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether a line gets more volts than its board bears.
enum OvervoltageRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.flatMap { net in
            wiring.lines(of: net).compactMap { terminal, board, _ in
                guard let source = highest(on: net, wiring), source.volts > board.maximumVolts + 0.05 else {
                    return nil
                }
                return wiring.finding(
                    .overvoltage, terminal,
                    "\(source.words) puts \(Wiring.words(source.volts)) on \(wiring.name(terminal)), which bears"
                        + " \(Wiring.words(board.maximumVolts))",
                    source.advice)
            }
        }
    }

    private struct Source {
        var volts: Double
        var words: String
        var advice: String
    }

    private static func highest(on net: Int, _ wiring: Wiring) -> Source? {
        var sources: [Source] = []
        for supply in wiring.supplies(of: net) {
            sources.append(
                Source(
                    volts: supply.volts, words: "\(wiring.name(supply.terminal))",
                    advice: "Wire the pin to a supply of the board's own voltage."))
        }
        for terminal in wiring.nets[net].terminals {
            let pin = wiring.pin(terminal)
            guard let volts = pin.volts ?? wiring.feed(of: terminal.part) else { continue }
            switch pin.role {
            case .output, .analogOutput:
                sources.append(
                    Source(
                        volts: volts, words: "\(wiring.name(terminal)), fed with \(Wiring.words(volts)),",
                        advice:
                            "Put a level shifter or a divider of two resistors in between, or feed the part with less.")
                )
            case _ where pin.isPulledUp:
                sources.append(
                    Source(
                        volts: volts, words: "the pull-up of \(wiring.name(terminal))",
                        advice: "Feed the part with the board's own voltage, or put a level shifter in between."))
            default: break
            }
        }
        // A resistor to a supply pulls the net there, unless another one makes a divider of it.
        let behind = wiring.reach(from: net, through: .resistors).dropFirst()
        if !behind.contains(where: wiring.isGround) {
            for other in behind {
                for supply in wiring.supplies(of: other) where supply.volts > 0 {
                    sources.append(
                        Source(
                            volts: supply.volts, words: "the resistor to \(wiring.name(supply.terminal))",
                            advice: "Pull the line up to the board's own voltage."))
                }
            }
        }
        return sources.max { $0.volts < $1.volts }
    }
}
