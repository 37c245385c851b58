// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The edges of a graph in compressed rows: the targets of node n lie in `targets[range(n)]`, ascending and distinct.
struct Adjacency: Sendable {
    /// Where each row begins; one more entry than there are nodes.
    var offsets: [Int32]
    /// The ends of all edges, row after row.
    var targets: [Int32]

    /// Makes a graph without edges.
    ///
    /// - Parameter nodes: How many nodes there are.
    init(nodes: Int) {
        offsets = [Int32](repeating: 0, count: nodes + 1)
        targets = []
    }

    /// Sorts edges into rows in linear time and drops doubles.
    ///
    /// - Parameters:
    ///   - nodes: How many nodes there are.
    ///   - from: The beginning of each edge, less than `nodes`.
    ///   - to: The end of each edge, less than `nodes`.
    init(nodes: Int, from: [Int32], to: [Int32]) {
        // Two stable counting sorts, by end and then by beginning, leave each row ascending.
        let byEnd = Self.order(keys: to, nodes: nodes, after: nil)
        let order = Self.order(keys: from, nodes: nodes, after: byEnd)
        offsets = [Int32](repeating: 0, count: nodes + 1)
        targets = []
        targets.reserveCapacity(from.count)
        var row: Int32 = 0
        var previous: Int32 = -1
        for position in order {
            let source = from[Int(position)]
            if source != row {
                for skipped in Int(row)..<Int(source) { offsets[skipped + 1] = Int32(targets.count) }
                row = source
                previous = -1
            }
            let end = to[Int(position)]
            if end != previous { targets.append(end) }
            previous = end
        }
        for rest in Int(row)..<nodes { offsets[rest + 1] = Int32(targets.count) }
    }

    /// Where the targets of a node lie.
    func range(_ node: Int) -> Range<Int> { Int(offsets[node])..<Int(offsets[node + 1]) }

    /// The targets of a node.
    func row(_ node: Int) -> ArraySlice<Int32> { targets[range(node)] }

    /// How many targets a node has.
    func count(_ node: Int) -> Int { Int(offsets[node + 1] - offsets[node]) }

    /// Whether there is an edge between two nodes, by binary search.
    func contains(_ from: Int, _ to: Int32) -> Bool {
        var low = Int(offsets[from])
        var high = Int(offsets[from + 1])
        while low < high {
            let middle = (low + high) / 2
            if targets[middle] < to { low = middle + 1 } else { high = middle }
        }
        return low < Int(offsets[from + 1]) && targets[low] == to
    }

    /// The same edges the other way round.
    func reversed() -> Adjacency {
        var from: [Int32] = []
        from.reserveCapacity(targets.count)
        for node in 0..<(offsets.count - 1) {
            from.append(contentsOf: repeatElement(Int32(node), count: count(node)))
        }
        return Adjacency(nodes: offsets.count - 1, from: targets, to: from)
    }

    /// The positions of `keys`, stably sorted by key.
    private static func order(keys: [Int32], nodes: Int, after: [Int32]?) -> [Int32] {
        var starts = [Int32](repeating: 0, count: nodes + 1)
        for key in keys { starts[Int(key) + 1] += 1 }
        for node in 0..<nodes { starts[node + 1] += starts[node] }
        var result = [Int32](repeating: 0, count: keys.count)
        for place in keys.indices {
            let position = after.map { $0[place] } ?? Int32(place)
            let key = Int(keys[Int(position)])
            result[Int(starts[key])] = position
            starts[key] += 1
        }
        return result
    }
}
