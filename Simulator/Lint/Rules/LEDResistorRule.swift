// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether the current of each lamp is limited by a resistor.
enum LEDResistorRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.parts.indices.compactMap { part in
            let wired = wiring.parts[part]
            let bare = wired.description.diodes.filter { diode in
                guard let anode = wired.net(of: diode.from), let cathode = wired.net(of: diode.to) else { return false }
                // A wire, a closed contact or another lamp limits nothing.
                return isStiff(anode, wiring) && isStiff(cathode, wiring)
            }
            guard !bare.isEmpty else { return nil }
            let which =
                wired.description.diodes.count == 1
                ? wired.id : "\(wired.id) (\(Wiring.listed(bare.map { wired.description.diodeName($0) })))"
            return wiring.finding(
                .ledWithoutResistor, part: part, "nothing limits the current through \(which)",
                "Put a resistor in series, 220 Ω to 1 kΩ; without one the lamp or the pin that feeds it is overloaded.")
        }
    }

    // Whether a net is held by something of low resistance.
    private static func isStiff(_ net: Int, _ wiring: Wiring) -> Bool {
        let nets = wiring.reach(from: net, through: .contacts)
        return !nets.contains(where: wiring.isUncertain)
            && nets.contains { net in
                wiring.nets[net].terminals.contains { terminal in
                    switch wiring.pin(terminal).role {
                    case .supply, .output, .openDrain, .line: true
                    default: false
                    }
                }
            }
    }
}
