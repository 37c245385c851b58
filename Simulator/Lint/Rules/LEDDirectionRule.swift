// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether each lamp stands the right way round.
enum LEDDirectionRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.parts.indices.compactMap { part in
            let wired = wiring.parts[part]
            let reversed = wired.description.diodes.filter { diode in
                guard let anode = wired.net(of: diode.from), let cathode = wired.net(of: diode.to) else { return false }
                let (above, below) = (ends(anode, part, wiring), ends(cathode, part, wiring))
                if above.isUncertain || below.isUncertain { return false }
                return above.isGroundOnly && (below.isDriven || below.isSupplied)
                    || below.isSupplyOnly && (above.isDriven || above.isGrounded)
            }
            guard !reversed.isEmpty else { return nil }
            let which =
                wired.description.diodes.count == 1
                ? wired.id : "\(wired.id) (\(Wiring.listed(reversed.map { wired.description.diodeName($0) })))"
            return wiring.finding(
                .ledReversed, part: part, "\(which) stands the wrong way round and never lights",
                "Swap its two wires: current flows from the anode to the cathode.")
        }
    }

    private struct Ends {
        var isGrounded = false
        var isSupplied = false
        var isDriven = false
        var isUncertain = false
        var isGroundOnly: Bool { isGrounded && !isSupplied && !isDriven }
        var isSupplyOnly: Bool { isSupplied && !isGrounded && !isDriven }
    }

    private static func ends(_ net: Int, _ part: Int, _ wiring: Wiring) -> Ends {
        var ends = Ends()
        for net in wiring.reach(from: net, through: [.resistors, .contacts], except: part) {
            if wiring.isUncertain(net) { ends.isUncertain = true }
            if wiring.isGround(net) { ends.isGrounded = true }
            if wiring.supplyVolts(of: net) != nil { ends.isSupplied = true }
            for terminal in wiring.nets[net].terminals {
                switch wiring.pin(terminal).role {
                case .line, .output, .openDrain: ends.isDriven = true
                default: break
                }
            }
        }
        return ends
    }
}
