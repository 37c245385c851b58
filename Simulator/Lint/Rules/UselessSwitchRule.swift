// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether each switch makes a difference.
enum UselessSwitchRule: WiringRule {
    static func findings(in wiring: Wiring) -> [BoardFinding] {
        wiring.parts.indices.compactMap { part in
            let wired = wiring.parts[part]
            guard wired.board == nil, !wired.description.contacts.isEmpty else { return nil }
            let used = wired.description.contacts.contains { pair in
                guard let from = wired.net(of: pair.from), let to = wired.net(of: pair.to) else { return false }
                return from != to && wiring.nets[from].isWired && wiring.nets[to].isWired
            }
            guard !used, wired.description.signalPins.isEmpty else { return nil }
            let ends = Set(wired.description.contacts.flatMap { [$0.from, $0.to] })
            let wiredEnds = wired.description.pins.indices.filter { index in
                ends.contains(wired.description.pins[index].name) && wiring.nets[wired.nets[index]].isWired
            }
            guard !wiredEnds.isEmpty else { return nil }
            let nets = Set(wiredEnds.map { wired.nets[$0] })
            let isBridged = wired.description.contacts.contains { pair in
                wired.net(of: pair.from) == wired.net(of: pair.to)
            }
            return wiring.finding(
                .switchUseless, part: part,
                isBridged
                    ? "both contacts of \(wired.id) are on one net, so that it makes no difference"
                    : "only one contact of \(wired.id) is wired\(nets.count > 1 ? " at a time" : ""), so that it makes no difference",
                "Wire one contact to the line and the other one to ground: pins such as 1.l and 1.r are the same contact."
            )
        }
    }
}
