// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// The edges of a document, by the group in whose block they are written.
///
/// Airflow makes of an edge to or from a group edges of the group's first or last tasks, as they are at that moment. So what
/// lies within a group is written in its block, and edges of the group itself in a block around it, which ends later.
struct StubEdges {
    /// Edges of one block, by where they come from.
    struct Block {
        var sources: [StubOutline.Node] = []
        var targets: [StubOutline.Node: [StubOutline.Node]] = [:]
        var labelled: [(from: StubOutline.Node, to: StubOutline.Node, label: String)] = []
        /// The setups of teardowns, which are edges, too.
        var teardowns: [(teardown: Int, setups: [Int])] = []
    }

    private struct Key: Hashable {
        var from: StubOutline.Node
        var to: StubOutline.Node
    }

    /// The blocks by the place of the group; -1 is the file's top level.
    private(set) var blocks: [Int: Block] = [:]

    init(_ outline: StubOutline) {
        let document = outline.document
        var known: Set<Key> = []
        // Those that Airflow makes by itself.
        for (place, task) in document.tasks.enumerated() {
            for source in task.expand?.over ?? [] {
                guard let id = source.task, let from = outline.nodes[id] else { continue }
                known.insert(Key(from: from, to: .task(place)))
            }
            var setups: [Int: [Int]] = [:]
            for setup in task.teardown?.setups ?? [] {
                guard case .task(let from)? = outline.nodes[setup] else { continue }
                known.insert(Key(from: .task(from), to: .task(place)))
                setups[Self.block(outline, .task(from), .task(place)), default: []].append(from)
            }
            if task.teardown != nil, setups.isEmpty { setups[outline.group(of: .task(place))] = [] }
            for (block, setups) in setups { blocks[block, default: Block()].teardowns.append((place, setups)) }
        }
        for (place, group) in document.groups.enumerated() {
            for source in group.expand?.over ?? [] {
                guard let id = source.task, let from = outline.nodes[id] else { continue }
                known.insert(Key(from: from, to: .group(place)))
            }
        }
        func add(_ from: StubOutline.Node, _ to: StubOutline.Node, _ label: String?) {
            let isNew = known.insert(Key(from: from, to: to)).inserted
            guard isNew || label != nil else { return }
            let block = Self.block(outline, from, to)
            if let label {
                blocks[block, default: Block()].labelled.append((from, to, label))
            } else if blocks[block, default: Block()].targets[from] == nil {
                blocks[block, default: Block()].sources.append(from)
                blocks[block, default: Block()].targets[from] = [to]
            } else {
                blocks[block, default: Block()].targets[from]?.append(to)
            }
        }
        for edge in document.edges {
            guard let from = outline.nodes[edge.from], let to = outline.nodes[edge.to] else { continue }
            add(from, to, edge.label)
        }
        for (place, task) in document.tasks.enumerated() {
            for input in task.inputs {
                if let from = outline.nodes[input.task] { add(from, .task(place), nil) }
            }
        }
    }

    /// The innermost group around both.
    private static func block(_ outline: StubOutline, _ from: StubOutline.Node, _ to: StubOutline.Node) -> Int {
        let left = outline.path(to: outline.group(of: from), in: -1)
        let right = outline.path(to: outline.group(of: to), in: -1)
        var block = -1
        for (left, right) in zip(left, right) {
            guard left == right else { break }
            block = left
        }
        return block
    }
}
