// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether outputs are wired to supplies or to each other.
enum OutputShortRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.flatMap { net -> [BoardFinding] in
            let terminals = wiring.nets[net].terminals
            let outputs = terminals.filter { wiring.pin($0).role == .output }
            let supply = wiring.supplies(of: net).first
            var findings: [BoardFinding] = []
            if let output = outputs.first {
                if let supply {
                    findings.append(
                        wiring.finding(
                            .outputShort, output,
                            "the output \(wiring.name(output)) is wired to \(Wiring.words(supply.volts)) (\(wiring.name(supply.terminal)))",
                            "Take the wire out: the output is shorted whenever it drives the other level."))
                }
                if let other = outputs.first(where: { $0.part != output.part }) {
                    findings.append(
                        wiring.finding(
                            .outputShort, output,
                            "the outputs \(wiring.name(output)) and \(wiring.name(other)) drive one net",
                            "Give each a line of its own."))
                }
            }
            if let supply {
                for (terminal, _, _) in wiring.lines(of: net) {
                    findings.append(
                        wiring.finding(
                            .lineOnSupply, terminal,
                            "\(wiring.name(terminal)) is wired to \(Wiring.words(supply.volts)) (\(wiring.name(supply.terminal)))",
                            "It must never be an output: put a resistor of 1 kΩ in between, or take the wire out."))
                }
            }
            return findings
        }
    }
}
