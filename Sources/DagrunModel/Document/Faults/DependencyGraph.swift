// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What waits for what, with groups as nodes of their own, so that an edge to a group is one edge.
struct DependencyGraph {
    /// An end of an edge.
    enum Node {
        /// A task, by its place.
        case task(Int)
        /// A group, by its place.
        case group(Int)
    }

    private let taskCount: Int
    private let nodeCount: Int
    private var edges: [(from: Int, to: Int)] = []

    /// Makes a graph without edges.
    init(taskCount: Int, groupCount: Int) {
        self.taskCount = taskCount
        nodeCount = taskCount + 2 * groupCount
    }

    // A group is two nodes: all of it comes behind the first and before the second.
    private func entrance(_ group: Int) -> Int { taskCount + 2 * group }
    private func exit(_ group: Int) -> Int { taskCount + 2 * group + 1 }

    /// Says that a task is in a group.
    mutating func put(task: Int, into group: Int) {
        edges.append((entrance(group), task))
        edges.append((task, exit(group)))
    }

    /// Says that a group is in a group.
    mutating func put(group inner: Int, into outer: Int) {
        edges.append((entrance(outer), entrance(inner)))
        edges.append((exit(inner), exit(outer)))
    }

    /// Adds an edge; its ends must not contain each other.
    mutating func addEdge(_ from: Node, _ to: Node) {
        let start =
            switch from {
            case .task(let task): task
            case .group(let group): exit(group)
            }
        let end =
            switch to {
            case .task(let task): task
            case .group(let group): entrance(group)
            }
        edges.append((start, end))
    }

    /// A shortest cycle through the first task of each strongly connected component, as places of tasks.
    func cycles() -> [[Int]] {
        let heads = adjacency()
        return components(heads).compactMap { component in
            guard component.count > 1, let first = component.min(), first < taskCount else { return nil }
            return cycle(through: first, in: Set(component), heads)
        }
        .sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }

    /// The ends of the edges from each node, node after node, and where each node's ends begin.
    private func adjacency() -> (ends: [Int], starts: [Int]) {
        var starts = [Int](repeating: 0, count: nodeCount + 1)
        for edge in edges { starts[edge.from + 1] += 1 }
        for node in 0..<nodeCount { starts[node + 1] += starts[node] }
        var next = starts
        var ends = [Int](repeating: 0, count: edges.count)
        for edge in edges {
            ends[next[edge.from]] = edge.to
            next[edge.from] += 1
        }
        return (ends, starts)
    }

    /// The strongly connected components, by Tarjan's algorithm with a stack of its own.
    private func components(_ heads: (ends: [Int], starts: [Int])) -> [[Int]] {
        var order = [Int](repeating: -1, count: nodeCount)
        var low = [Int](repeating: 0, count: nodeCount)
        var isOpen = [Bool](repeating: false, count: nodeCount)
        var open: [Int] = []
        var found: [[Int]] = []
        var next = heads.starts
        var count = 0
        for root in 0..<nodeCount where order[root] < 0 {
            var path = [root]
            while let node = path.last {
                if order[node] < 0 {
                    order[node] = count
                    low[node] = count
                    count += 1
                    open.append(node)
                    isOpen[node] = true
                }
                if next[node] < heads.starts[node + 1] {
                    let end = heads.ends[next[node]]
                    next[node] += 1
                    if order[end] < 0 {
                        path.append(end)
                    } else if isOpen[end] {
                        low[node] = min(low[node], order[end])
                    }
                    continue
                }
                path.removeLast()
                if let above = path.last { low[above] = min(low[above], low[node]) }
                guard low[node] == order[node] else { continue }
                var component: [Int] = []
                while let member = open.popLast() {
                    isOpen[member] = false
                    component.append(member)
                    if member == node { break }
                }
                found.append(component)
            }
        }
        return found
    }

    /// A shortest way from a task back to it, without the nodes of groups.
    private func cycle(through task: Int, in component: Set<Int>, _ heads: (ends: [Int], starts: [Int])) -> [Int] {
        var cameFrom: [Int: Int] = [:]
        var queue = [task]
        var head = 0
        search: while head < queue.count {
            let node = queue[head]
            head += 1
            for place in heads.starts[node]..<heads.starts[node + 1] {
                let end = heads.ends[place]
                guard component.contains(end), cameFrom[end] == nil else { continue }
                cameFrom[end] = node
                if end == task { break search }
                queue.append(end)
            }
        }
        var way: [Int] = []
        var node = cameFrom[task]
        while let current = node, current != task {
            if current < taskCount { way.append(current) }
            node = cameFrom[current]
        }
        return [task] + way.reversed()
    }
}
