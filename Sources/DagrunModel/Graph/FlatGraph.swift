// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A graph without groups for drawings made of text: edges of groups lead to the tasks inside, labels are nodes.
struct FlatGraph {
    /// What a node stands for.
    enum Role: Hashable {
        /// A task, or a group without tasks.
        case task
        /// A point where many edges meet and part again; drawn as line only.
        case join
        /// The text of an edge.
        case label
        /// Many tasks alike.
        case folded
    }

    /// A node of the drawing.
    struct Node {
        var role: Role
        /// The text to draw.
        var text: String
        /// The state whose colour it has; a nil inside means "no state yet".
        var state: TaskState??
        /// What must be equal for two nodes to be alike, besides their places in the graph.
        var traits: String
    }

    var nodes: [Node] = []
    var edges: [LayeredLayout.Link] = []

    /// Beyond this many edges between two groups a join is drawn, as Airflow does.
    private static let mostGroupEdges = 64

    /// Makes a graph of a content.
    ///
    /// - Parameters:
    ///   - content: What to draw.
    ///   - text: Makes the text of a task.
    init(_ content: GraphContent, text: (GraphContent.Node) -> String) {
        for node in content.nodes {
            nodes.append(
                Node(
                    role: .task, text: text(node), state: content.hasStates ? .some(node.state) : nil,
                    traits: "\(node.kind) \(node.isSetup) \(node.isTeardown) \(node.mapped != nil)"))
        }
        var groupNodes: [Int: Int] = [:]
        let members = Self.members(content)
        for edge in content.edges {
            var from = ends(edge.from, content, members, &groupNodes, last: true)
            let to = ends(edge.to, content, members, &groupNodes, last: false)
            if from.count > 1, to.count > 1, from.count * to.count > Self.mostGroupEdges {
                from = [bundle(from, through: Node(role: .join, text: "", state: nil, traits: "join"))]
            }
            if let label = edge.label {
                let node = Node(role: .label, text: "(\(label))", state: nil, traits: label)
                from = [bundle(from, through: node)]
            }
            for start in from { for end in to where start != end { edges.append(.init(from: start, to: end)) } }
        }
    }

    private mutating func bundle(_ starts: [Int], through node: Node) -> Int {
        nodes.append(node)
        edges += starts.map { .init(from: $0, to: nodes.count - 1) }
        return nodes.count - 1
    }

    private mutating func ends(
        _ end: GraphContent.End, _ content: GraphContent, _ members: [[Int]], _ groupNodes: inout [Int: Int], last: Bool
    ) -> [Int] {
        switch end {
        case .task(let index): return [index]
        case .group(let group) where members[group].isEmpty:
            if let known = groupNodes[group] { return [known] }
            nodes.append(Node(role: .task, text: "{\(content.groups[group].id)}", state: nil, traits: "group"))
            groupNodes[group] = nodes.count - 1
            return [nodes.count - 1]
        case .group(let group):
            let inside = Set(members[group])
            var inner: Set<Int> = []
            for edge in content.edges {
                let near = Self.cover(last ? edge.from : edge.to, members)
                let far = Self.cover(last ? edge.to : edge.from, members)
                // An edge of this group itself, or of one around it, says nothing about order inside.
                guard near.count <= inside.count, near.allSatisfy(inside.contains), far.allSatisfy(inside.contains),
                    Set(near) != inside, !far.isEmpty
                else { continue }
                inner.formUnion(near)
            }
            let outer = members[group].filter { !inner.contains($0) }
            return outer.isEmpty ? members[group] : outer
        }
    }

    private static func cover(_ end: GraphContent.End, _ members: [[Int]]) -> [Int] {
        switch end {
        case .task(let index): [index]
        case .group(let group): members[group]
        }
    }

    /// The tasks in each group, those of inner groups included.
    private static func members(_ content: GraphContent) -> [[Int]] {
        var result: [[Int]] = Array(repeating: [], count: content.groups.count)
        for index in content.nodes.indices {
            for group in content.ancestors(of: .task(index)) { result[group].append(index) }
        }
        return result
    }

    /// Draws tasks that can't be told apart as one node "… 88 more" each.
    ///
    /// Tasks are alike when their traits, all that leads to them and all that comes behind them are alike; so whole
    /// parallel paths fold together.
    ///
    /// - Parameters:
    ///   - limit: So many alike are still drawn one by one.
    ///   - keep: How many are drawn where there are more.
    mutating func fold(above limit: Int, keep: Int) {
        let order = GraphOrder(count: nodes.count, edges: edges)
        guard order.backEdges.isEmpty else { return }
        let before = signatures(order.sorted, forward: true)
        let behind = signatures(order.sorted.reversed(), forward: false)
        var classes: [LayeredLayout.Link: [Int]] = [:]
        for index in nodes.indices { classes[.init(from: before[index], to: behind[index]), default: []].append(index) }
        var target = Array(nodes.indices)
        for members in classes.values where members.count > limit {
            // The first one that is not drawn stands for all behind it.
            for member in members.dropFirst(keep) { target[member] = members[keep] }
            let states = members.dropFirst(keep).compactMap { nodes[$0].state }
            if nodes[members[keep]].role != .join {
                nodes[members[keep]] = Node(
                    role: .folded, text: "… \(members.count - keep) more",
                    state: states.isEmpty ? nil : .some(StateStyle.summary(Set(states))), traits: "folded")
            }
        }
        keepOnly(target)
    }

    private mutating func keepOnly(_ target: [Int]) {
        var place = Array(repeating: -1, count: nodes.count)
        var kept: [Node] = []
        for index in nodes.indices where target[index] == index {
            place[index] = kept.count
            kept.append(nodes[index])
        }
        var seen: Set<LayeredLayout.Link> = []
        edges = edges.compactMap { edge in
            let link = LayeredLayout.Link(from: place[target[edge.from]], to: place[target[edge.to]])
            return seen.insert(link).inserted ? link : nil
        }
        nodes = kept
    }

    private func signatures(_ order: [Int], forward: Bool) -> [Int] {
        struct Key: Hashable {
            var traits: String
            var near: [Int]
        }
        var near: [[Int]] = Array(repeating: [], count: nodes.count)
        for edge in edges {
            if forward { near[edge.to].append(edge.from) } else { near[edge.from].append(edge.to) }
        }
        var numbers: [Key: Int] = [:]
        var result = Array(repeating: 0, count: nodes.count)
        for index in order {
            let key = Key(traits: nodes[index].traits, near: near[index].map { result[$0] }.sorted())
            let number = numbers[key] ?? numbers.count
            numbers[key] = number
            result[index] = number
        }
        return result
    }
}
