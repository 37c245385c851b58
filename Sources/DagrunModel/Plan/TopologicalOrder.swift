// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Puts the nodes of a graph in an order where every edge leads forward, or finds a cycle.
enum TopologicalOrder {
    /// What became of it.
    enum Result {
        /// All nodes, each behind those it waits for; among free ones the first declared comes first.
        case order([Int32])
        /// The nodes of one cycle, each leading to the next and the last to the first.
        case cycle([Int32])
    }

    /// Sorts a graph in linear time.
    ///
    /// - Parameters:
    ///   - upstream: For each node the nodes it waits for.
    ///   - downstream: The same edges the other way round.
    /// - Returns: The order, or a cycle.
    static func of(upstream: Adjacency, downstream: Adjacency) -> Result {
        let nodes = upstream.nodes
        var missing = (0..<nodes).map { Int32(upstream.count($0)) }
        var order: [Int32] = []
        order.reserveCapacity(nodes)
        for node in 0..<nodes where missing[node] == 0 { order.append(Int32(node)) }
        var next = 0
        while next < order.count {
            let node = Int(order[next])
            next += 1
            for place in downstream.range(node) {
                let target = Int(downstream.targets[place])
                missing[target] -= 1
                if missing[target] == 0 { order.append(Int32(target)) }
            }
        }
        return order.count == nodes ? .order(order) : .cycle(cycle(missing: missing, upstream: upstream))
    }

    /// Walks upstream among the nodes that were never free until one comes again.
    private static func cycle(missing: [Int32], upstream: Adjacency) -> [Int32] {
        guard let start = missing.firstIndex(where: { $0 > 0 }) else { return [] }
        var place = [Int32](repeating: -1, count: missing.count)
        var path: [Int32] = []
        var node = start
        while place[node] < 0 {
            place[node] = Int32(path.count)
            path.append(Int32(node))
            guard let before = upstream.row(node).first(where: { missing[Int($0)] > 0 }) else { return [] }
            node = Int(before)
        }
        return path[Int(place[node])...].reversed()
    }
}
