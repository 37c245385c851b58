// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether lines that are only pulled low have something that pulls them up.
enum PullUpRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] { buses(wiring) + lines(wiring) }

    private static func buses(_ wiring: Wiring) -> [BoardFinding] {
        var seen: Set<Int> = []
        var findings: [BoardFinding] = []
        for part in wiring.parts {
            guard let device = part.description.i2c else { continue }
            for name in [device.sda, device.scl] {
                guard let net = part.net(of: name), wiring.nets[net].isWired, seen.insert(net).inserted,
                    !wiring.isUncertain(net), !isPulledUp(net, wiring)
                else { continue }
                findings.append(
                    BoardFinding(
                        .pullUpMissing, subject: "\(part.id):\(name)",
                        message: "nothing pulls up the I2C wire \(wiring.nets[net].name)",
                        advice:
                            "Add a resistor of 4.7 kΩ to the board's supply; the pulls inside a board are too weak.",
                        place: part.place))
            }
        }
        return findings
    }

    private static func lines(_ wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.compactMap { net in
            guard wiring.nets[net].isWired, !wiring.isUncertain(net), !isPulledUp(net, wiring) else { return nil }
            guard
                let terminal = wiring.nets[net].terminals.first(where: { terminal in
                    let pin = wiring.pin(terminal)
                    let part = wiring.parts[terminal.part].description
                    guard pin.role == .openDrain || pin.role == .data else { return false }
                    return part.i2c?.sda != pin.name && part.i2c?.scl != pin.name
                })
            else { return nil }
            let pin = wiring.pin(terminal)
            let lines = wiring.lines(of: net)
            // A line to nowhere is no use, but no fault.
            guard !lines.isEmpty else { return nil }
            if !pin.needsStrongPull, lines.contains(where: { $0.line.pulls != .none }) {
                return wiring.finding(
                    .pullUpInternal, terminal,
                    "only the board can pull up \(wiring.name(terminal)), which drives low or lets go",
                    "Ask for the bias pullUp, or add a resistor of 4.7 kΩ to the supply, as long wires need.")
            }
            return wiring.finding(
                .pullUpMissing, terminal, "nothing pulls up \(wiring.name(terminal)), which drives low or lets go",
                "Add a resistor of 4.7 kΩ from the line to the supply.")
        }
    }

    private static func isPulledUp(_ net: Int, _ wiring: Wiring) -> Bool {
        wiring.reach(from: net, through: .resistors).contains { other in
            wiring.supplyVolts(of: other) != nil || wiring.isUncertain(other)
                || wiring.nets[other].terminals.contains { wiring.pin($0).isPulledUp }
                || wiring.lines(of: other).contains { $0.line.boardPullUp != nil }
        }
    }
}
