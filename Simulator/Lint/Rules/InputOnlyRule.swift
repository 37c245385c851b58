// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether parts that must be driven are at lines that can drive.
enum InputOnlyRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.flatMap { net -> [BoardFinding] in
            let lines = wiring.lines(of: net).filter { $0.line.isInputOnly }
            guard !lines.isEmpty, !wiring.nets[net].terminals.contains(where: { drives(wiring.pin($0).role) }),
                let driven = driven(net, wiring)
            else { return [] }
            return lines.map { terminal, _, _ in
                wiring.finding(
                    .inputOnly, terminal,
                    "\(driven) is to be driven by \(wiring.name(terminal)), which is only an input",
                    "Take another pin.")
            }
        }
    }

    private static func drives(_ role: PinDescription.Role) -> Bool {
        switch role {
        case .output, .openDrain, .analogOutput, .data, .supply, .unknown: true
        default: false
        }
    }

    private static func driven(_ net: Int, _ wiring: Wiring) -> String? {
        for net in wiring.reach(from: net, through: .resistors) {
            for terminal in wiring.nets[net].terminals {
                if wiring.pin(terminal).role == .input { return wiring.name(terminal) }
                let part = wiring.parts[terminal.part]
                let name = wiring.pin(terminal).name
                if part.description.diodes.contains(where: { $0.from == name || $0.to == name }) { return part.id }
            }
        }
        return nil
    }
}
