// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether parts have power and ground.
enum PowerRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.parts.indices.compactMap { part in
            let wired = wiring.parts[part]
            // A part that nobody has wired lies on the table.
            guard wired.board == nil, wired.nets.contains(where: { wiring.nets[$0].isWired }) else { return nil }
            var missing: [String] = []
            var words: [String] = []
            for (index, pin) in wired.description.pins.enumerated() where !pin.isOptional {
                switch pin.role {
                case .power where !isFed(wired.nets[index], wiring): words.append("power")
                case .ground where !isGrounded(wired.nets[index], wiring): words.append("ground")
                default: continue
                }
                missing.append(pin.name)
            }
            guard !missing.isEmpty else { return nil }
            let what = Set(words).sorted(by: >).joined(separator: " and ")
            return wiring.finding(
                .powerMissing, part: part,
                "\(wired.id), \(wired.description.title), has no \(what) at \(Wiring.listed(missing))",
                "Wire \(Wiring.listed(missing)) to the board's supply or ground; the part does nothing on hardware now."
            )
        }
    }

    private static func isFed(_ net: Int, _ wiring: Wiring) -> Bool {
        wiring.reach(from: net, through: [.resistors, .contacts]).contains { net in
            // What is fed by a line is fed while the line is high; ground is another rule's matter.
            wiring.isUncertain(net) || wiring.supplyVolts(of: net) != nil || !wiring.lines(of: net).isEmpty
                || wiring.isGround(net)
        }
    }

    private static func isGrounded(_ net: Int, _ wiring: Wiring) -> Bool {
        wiring.reach(from: net, through: [.resistors, .contacts]).contains { net in
            wiring.isUncertain(net) || wiring.isGround(net) || !wiring.lines(of: net).isEmpty
                || wiring.supplyVolts(of: net) != nil
        }
    }
}
