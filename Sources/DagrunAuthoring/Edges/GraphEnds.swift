// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The two sides of something that edges can begin or end at.
public struct GraphEnds: Sendable {
    /// Ids that an edge in front leads to.
    var heads: [String]
    /// Ids that an edge behind begins at.
    var tails: [String]
    /// The text on the edge behind.
    var label: String?
    /// Is told what an edge behind leads to.
    var didLead: (@Sendable (_ to: [String]) -> Void)?

    init(id: String) {
        heads = [id]
        tails = [id]
    }

    init(heads: [String], tails: [String], label: String? = nil, didLead: (@Sendable ([String]) -> Void)? = nil) {
        self.heads = heads
        self.tails = tails
        self.label = label
        self.didLead = didLead
    }

    init(_ elements: [any GraphElement]) {
        let all = elements.map(\.ends)
        heads = all.flatMap(\.heads)
        tails = all.flatMap(\.tails)
        let reporters = all.compactMap(\.didLead)
        if !reporters.isEmpty {
            didLead = { ids in
                for report in reporters { report(ids) }
            }
        }
        label = all.compactMap(\.label).first
    }
}
