// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// One path of a branch; what it leads to is written behind it with `>>>`.
public struct BranchPath: GraphElement {
    let node: TaskNode
    let name: String

    /// The branch in front; the edge behind bears the path's name.
    public var ends: GraphEnds {
        GraphEnds(heads: [node.id], tails: [GraphEnds.Tail(id: node.id, label: name)]) { [node, name] ids in
            node.update { $0.paths[name, default: []] += ids }
        }
    }
}
