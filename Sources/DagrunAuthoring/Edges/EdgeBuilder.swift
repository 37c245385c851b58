// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes edges into the DAG that is being declared.
enum EdgeBuilder {
    @discardableResult
    static func connect(_ left: GraphEnds, _ right: GraphEnds) -> EdgeChain {
        let scope = DAGScope.required("an edge")
        let location = SourceLocation(fileID: "", line: 0)
        for from in left.tails {
            for to in right.heads { scope.addEdge(from: from, to: to, label: left.label, location) }
        }
        left.didLead?(right.heads)
        return EdgeChain(
            ends: GraphEnds(
                heads: left.heads, tails: right.tails, label: right.label, didLead: right.didLead))
    }
}
