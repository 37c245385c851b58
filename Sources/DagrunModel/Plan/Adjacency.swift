// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The edges of a graph in compressed rows: the targets of node n lie in `targets[range(n)]`, ascending and distinct.
struct Adjacency: Sendable {
    /// How many nodes there are.
    let nodes: Int
    /// Where each row begins; one more entry than there are nodes, or none where there are no edges: most graphs have no
    /// setups, say, and then nothing has to be looked up for each event.
    private var offsets: [Int32] = []
    /// The ends of all edges, row after row.
    private(set) var targets: [Int32] = []

    /// Makes a graph without edges.
    ///
    /// - Parameter nodes: How many nodes there are.
    init(nodes: Int) {
        self.nodes = nodes
    }

    /// Sorts edges into rows and drops doubles.
    ///
    /// Takes time linear in the edges, and for a row that does not come in order what sorting it takes.
    ///
    /// - Parameters:
    ///   - nodes: How many nodes there are.
    ///   - from: The beginning of each edge, less than `nodes`.
    ///   - to: The end of each edge, less than `nodes`.
    init(nodes: Int, from: [Int32], to: consuming [Int32]) {
        self.nodes = nodes
        guard !from.isEmpty else { return }
        var places = Self.begins(of: from, nodes: nodes)
        if from.indices.dropFirst().allSatisfy({ from[$0 - 1] <= from[$0] }) {
            // Row after row, as most documents have them: a large list is neither copied nor visited at random.
            for row in from { places[Int(row)] += 1 }
            targets = to
        } else {
            targets = [Int32](repeating: 0, count: from.count)
            for edge in from.indices {
                let row = Int(from[edge])
                targets[Int(places[row])] = to[edge]
                places[row] += 1
            }
        }
        // Each place is now where its row ends, and the next one begins.
        offsets = [Int32](repeating: 0, count: nodes + 1)
        var kept = 0
        var begin = 0
        for row in 0..<nodes {
            let end = Int(places[row])
            if !(begin..<end).dropFirst().allSatisfy({ targets[$0 - 1] < targets[$0] }) { targets[begin..<end].sort() }
            var previous: Int32 = -1
            for place in begin..<end where targets[place] != previous {
                previous = targets[place]
                targets[kept] = previous
                kept += 1
            }
            offsets[row + 1] = Int32(kept)
            begin = end
        }
        targets.removeLast(targets.count - kept)
    }

    /// Where the targets of a node lie.
    func range(_ node: Int) -> Range<Int> {
        targets.isEmpty ? 0..<0 : Int(offsets[node])..<Int(offsets[node + 1])
    }

    /// The targets of a node.
    func row(_ node: Int) -> ArraySlice<Int32> { targets[range(node)] }

    /// How many targets a node has.
    func count(_ node: Int) -> Int { range(node).count }

    /// Whether there is an edge between two nodes, by binary search.
    func contains(_ from: Int, _ to: Int32) -> Bool {
        let row = range(from)
        var low = row.lowerBound
        var high = row.upperBound
        while low < high {
            let middle = (low + high) / 2
            if targets[middle] < to { low = middle + 1 } else { high = middle }
        }
        return low < row.upperBound && targets[low] == to
    }

    /// The same edges the other way round.
    func reversed() -> Adjacency {
        guard !targets.isEmpty else { return self }
        var places = Self.begins(of: targets, nodes: nodes)
        var result = Adjacency(nodes: nodes)
        result.offsets = [Int32](repeating: 0, count: nodes + 1)
        result.targets = [Int32](repeating: 0, count: targets.count)
        // Node after node, so that each row comes out ascending.
        for node in 0..<nodes {
            for place in range(node) {
                let row = Int(targets[place])
                result.targets[Int(places[row])] = Int32(node)
                places[row] += 1
            }
        }
        for node in 0..<nodes { result.offsets[node + 1] = places[node] }
        return result
    }

    /// Where the row of each node begins when edges are sorted by these ends of theirs.
    private static func begins(of keys: [Int32], nodes: Int) -> [Int32] {
        var begins = [Int32](repeating: 0, count: nodes)
        for key in keys { begins[Int(key)] += 1 }
        var sum: Int32 = 0
        for node in 0..<nodes {
            let count = begins[node]
            begins[node] = sum
            sum += count
        }
        return begins
    }
}
