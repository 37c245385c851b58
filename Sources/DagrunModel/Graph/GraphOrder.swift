// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The nodes of a directed graph in an order where edges point forward, with the edges that close cycles set aside.
struct GraphOrder {
    /// All nodes; of two that could both come next, the lower one comes first.
    private(set) var sorted: [Int] = []
    /// Edges that close a cycle, found by a search in depth from the lowest nodes.
    private(set) var backEdges: [LayeredLayout.Link] = []

    /// Sorts a graph.
    ///
    /// - Parameters:
    ///   - count: The number of nodes.
    ///   - edges: The edges; all ends lie in `0..<count`.
    init(count: Int, edges: [LayeredLayout.Link]) {
        var next: [[Int]] = Array(repeating: [], count: count)
        for edge in edges { next[edge.from].append(edge.to) }
        backEdges = Self.closing(next)
        let closing = Set(backEdges)
        var waits = Array(repeating: 0, count: count)
        for edge in edges where !closing.contains(edge) { waits[edge.to] += 1 }
        sorted = (0..<count).filter { waits[$0] == 0 }
        sorted.reserveCapacity(count)
        var head = 0
        while head < sorted.count {
            let node = sorted[head]
            head += 1
            for target in next[node] where !closing.contains(.init(from: node, to: target)) {
                waits[target] -= 1
                if waits[target] == 0 { sorted.append(target) }
            }
        }
    }

    private static func closing(_ next: [[Int]]) -> [LayeredLayout.Link] {
        enum Mark { case new, open, done }
        var marks = Array(repeating: Mark.new, count: next.count)
        var result: [LayeredLayout.Link] = []
        for root in next.indices where marks[root] == .new {
            marks[root] = .open
            var stack = [(node: root, place: 0)]
            while let (node, place) = stack.last {
                guard place < next[node].count else {
                    marks[node] = .done
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].place += 1
                let target = next[node][place]
                switch marks[target] {
                case .new:
                    marks[target] = .open
                    stack.append((target, 0))
                case .open: result.append(.init(from: node, to: target))
                case .done: break
                }
            }
        }
        return result
    }
}
