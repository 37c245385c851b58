// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The two sides of something that edges can begin or end at.
public struct GraphEnds: Sendable {
    /// Where an edge behind begins.
    struct Tail: Sendable {
        var id: String
        /// The text on the edge.
        var label: String?
    }

    /// Ids that an edge in front leads to.
    var heads: [String]
    /// Where edges behind begin.
    var tails: [Tail]
    /// Is told what an edge behind leads to.
    var didLead: (@Sendable (_ to: [String]) -> Void)?

    init(id: String) {
        heads = [id]
        tails = [Tail(id: id)]
    }

    init(heads: [String], tails: [Tail], didLead: (@Sendable ([String]) -> Void)? = nil) {
        self.heads = heads
        self.tails = tails
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
    }
}
