// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes edges into the DAG that is being declared.
enum EdgeBuilder {
    /// Lets the right side wait for the left one; an operator such as `>>>` can't be told where it stands.
    @discardableResult
    static func connect(_ left: GraphEnds, _ right: GraphEnds, _ location: SourceLocation? = nil) -> EdgeChain {
        let scope = DAGScope.required("an edge")
        for from in left.tails {
            for to in right.heads { scope.addEdge(from: from.id, to: to, label: from.label, location) }
        }
        left.didLead?(right.heads)
        return EdgeChain(ends: GraphEnds(heads: left.heads, tails: right.tails, didLead: right.didLead))
    }
}
