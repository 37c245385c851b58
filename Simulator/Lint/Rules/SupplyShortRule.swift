// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether supplies of different voltages are one net.
enum SupplyShortRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.nets.indices.compactMap { net in
            let supplies = wiring.supplies(of: net)
            guard let first = supplies.first,
                let other = supplies.first(where: { abs($0.volts - first.volts) > 0.05 })
            else { return nil }
            let names = [first, other].map { "\(Wiring.words($0.volts)) (\(wiring.name($0.terminal)))" }
            return wiring.finding(
                .supplyShort, first.terminal, "\(names[0]) and \(names[1]) are one net",
                "Take the wire out that joins them: a short circuit can destroy the board.")
        }
    }
}
