// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something that edges can begin or end at: a task, a group, a branch's path.
public protocol GraphElement: Sendable {
    /// Where edges that lead to it end, and where those that lead from it begin.
    var ends: GraphEnds { get }
}

extension TaskConfigurable where Self: GraphElement {
    /// The task itself, on both sides.
    public var ends: GraphEnds { GraphEnds(id: node.id) }
}
