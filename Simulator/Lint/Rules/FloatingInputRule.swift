// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether something gives each input a level.
enum FloatingInputRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] { parts(wiring) + lines(wiring) }

    private static func parts(_ wiring: Wiring) -> [BoardFinding] {
        wiring.parts.indices.compactMap { part in
            let wired = wiring.parts[part]
            guard wired.nets.contains(where: { wiring.nets[$0].isWired }) else { return nil }
            let floating = wired.description.pins.enumerated().filter { index, pin in
                guard pin.role == .input, !pin.isOptional, !pin.isPulledUp, !pin.isPulledDown else { return false }
                return !wiring.reach(from: wired.nets[index], through: [.resistors, .contacts]).contains { net in
                    wiring.isDriven(net)
                        || wiring.nets[net].terminals.contains { terminal in
                            let other = wiring.pin(terminal)
                            return other.isPulledUp || other.isPulledDown
                        }
                }
            }.map(\.element.name)
            guard !floating.isEmpty else { return nil }
            return wiring.finding(
                .inputFloating, part: part,
                "nothing gives \(wired.id)'s input\(floating.count > 1 ? "s" : "") \(Wiring.listed(floating)) a level",
                "Wire \(floating.count > 1 ? "them" : "it") to a line of the board, to the supply or to ground.")
        }
    }

    // Lines that only a contact touches, and that the board can't pull the right way.
    private static func lines(_ wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.flatMap { net -> [BoardFinding] in
            let lines = wiring.lines(of: net)
            guard !lines.isEmpty, let contact = contact(on: net, wiring) else { return [] }
            let pulled = wiring.reach(from: net, through: .resistors).contains { other in
                other != net && (wiring.isGround(other) || wiring.supplyVolts(of: other) != nil)
                    || wiring.isUncertain(other)
                    || wiring.nets[other].terminals.contains { terminal in
                        let pin = wiring.pin(terminal)
                        if pin.isPulledUp || pin.isPulledDown { return true }
                        switch pin.role {
                        case .output, .analogOutput, .supply: return true
                        default: return false
                        }
                    }
            }
            guard !pulled else { return [] }
            return lines.compactMap { terminal, _, line in
                if line.boardPullUp != nil { return nil }
                switch (line.pulls, contact.leadsToSupply) {
                case (.both, _), (.up, false): return nil
                case (.none, let leadsToSupply):
                    return wiring.finding(
                        .inputFloating, terminal,
                        "\(wiring.name(terminal)) has no pull inside and floats while \(contact.name) is open",
                        leadsToSupply
                            ? "Add a resistor of 10 kΩ from the pin to ground."
                            : "Add a resistor of 10 kΩ from the pin to the board's supply.")
                case (.up, true):
                    return wiring.finding(
                        .inputFloating, terminal,
                        "\(wiring.name(terminal)) can't be pulled down inside and floats while \(contact.name) is open",
                        "Wire the contact to ground instead of the supply, or add a resistor of 10 kΩ from the pin to ground."
                    )
                }
            }
        }
    }

    private static func contact(on net: Int, _ wiring: Wiring) -> (name: String, leadsToSupply: Bool)? {
        for terminal in wiring.nets[net].terminals {
            let part = wiring.parts[terminal.part]
            let name = wiring.pin(terminal).name
            for pair in part.description.contacts {
                let other = pair.from == name ? pair.to : pair.to == name ? pair.from : nil
                guard let other, let far = part.net(of: other), far != net else { continue }
                let ends = wiring.reach(from: far, through: .resistors, except: terminal.part)
                if ends.contains(where: wiring.isGround) { return (part.id, false) }
                if ends.contains(where: { wiring.supplyVolts(of: $0) != nil }) { return (part.id, true) }
            }
        }
        return nil
    }
}
