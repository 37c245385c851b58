// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Places the nodes of a directed graph in layers: few crossings, short straight edges.
///
/// The method is that of Sugiyama, Tagawa and Toda (1981): longest-path layers, barycenter sweeps for the order, and
/// positions by repeated averaging under the least-distance constraint. One axis runs along the layers, the other one
/// across; this type knows sizes across only. Everything is integer and deterministic.
struct LayeredLayout {
    /// A directed edge between nodes.
    struct Link: Hashable {
        var from: Int
        var to: Int
    }

    /// How many nodes were given; nodes behind them are bends of long edges.
    let realCount: Int
    /// The layer of each node.
    private(set) var layer: [Int] = []
    /// The nodes of each layer, in order.
    private(set) var layers: [[Int]] = []
    /// The links between neighbouring layers, bends included.
    private(set) var links: [Link] = []
    /// For a bend: the node whose edges it carries.
    private(set) var source: [Int] = []
    /// The size of each node across.
    private(set) var extent: [Int] = []
    /// Where each node begins across.
    private(set) var position: [Int] = []
    /// Edges that close a cycle and are in no layer.
    private(set) var backEdges: [Link] = []
    private static let mostBends = 50_000
    private var preds: [[Int]] = []
    private var succs: [[Int]] = []
    private var bends: [Int: [Int: Int]] = [:]

    /// Where edges meet the node.
    func port(_ node: Int) -> Int { position[node] + (extent[node] - 1) / 2 }

    /// The bends that an edge runs through.
    ///
    /// - Parameter edge: An edge as it was given.
    /// - Returns: The bends from its start to its end, without both.
    func route(_ edge: Link) -> [Int] {
        guard layer[edge.from] + 1 < layer[edge.to] else { return [] }
        let way = (layer[edge.from] + 1..<layer[edge.to]).compactMap { bends[edge.from]?[$0] }
        return way.count == layer[edge.to] - layer[edge.from] - 1 ? way : []
    }

    /// Lays a graph out.
    ///
    /// - Parameters:
    ///   - extents: The size of each node across.
    ///   - edges: The edges; those out of range or from a node to itself are passed over.
    ///   - gap: The least distance between neighbours of a layer.
    ///   - bendExtent: The size of a bend across.
    init(extents: [Int], edges: [Link], gap: Int, bendExtent: Int = 1) {
        realCount = extents.count
        extent = extents
        var seen: Set<Link> = []
        let valid = edges.filter {
            $0.from != $0.to && extents.indices.contains($0.from) && extents.indices.contains($0.to)
                && seen.insert($0).inserted
        }
        let order = GraphOrder(count: extents.count, edges: valid)
        backEdges = order.backEdges
        let closing = Set(order.backEdges)
        let forward = valid.filter { !closing.contains($0) }
        assignLayers(order, forward)
        addBends(forward, bendExtent: bendExtent)
        sortLayers()
        place(gap: gap)
    }

    private mutating func assignLayers(_ order: GraphOrder, _ edges: [Link]) {
        layer = Array(repeating: 0, count: realCount)
        var next: [[Int]] = Array(repeating: [], count: realCount)
        var hasPred = Array(repeating: false, count: realCount)
        for edge in edges {
            next[edge.from].append(edge.to)
            hasPred[edge.to] = true
        }
        for node in order.sorted {
            for target in next[node] { layer[target] = max(layer[target], layer[node] + 1) }
        }
        // A node that waits for nothing stands right before the first one that needs it.
        for node in 0..<realCount where !hasPred[node] {
            if let first = next[node].map({ layer[$0] }).min() { layer[node] = max(0, first - 1) }
        }
    }

    private mutating func addBends(_ edges: [Link], bendExtent: Int) {
        source = Array(0..<realCount)
        var known: Set<Link> = []
        var longest: [Int: Int] = [:]
        for edge in edges {
            longest[edge.from] = max(longest[edge.from] ?? 0, layer[edge.to] - layer[edge.from])
        }
        let needed = longest.values.reduce(0, +)
        // In a huge graph the longest edges get no place of their own, or bends would outnumber nodes by far.
        let limit = needed > Self.mostBends ? max(2, Self.mostBends / max(1, realCount)) : Int.max
        for edge in edges where layer[edge.to] - layer[edge.from] <= limit {
            var previous = edge.from
            // All long edges of a node share their bends.
            for level in (layer[edge.from] + 1)..<max(layer[edge.from] + 1, layer[edge.to]) {
                let bend: Int
                if let found = bends[edge.from]?[level] {
                    bend = found
                } else {
                    bend = layer.count
                    layer.append(level)
                    extent.append(bendExtent)
                    source.append(edge.from)
                    bends[edge.from, default: [:]][level] = bend
                }
                if known.insert(Link(from: previous, to: bend)).inserted {
                    links.append(Link(from: previous, to: bend))
                }
                previous = bend
            }
            if known.insert(Link(from: previous, to: edge.to)).inserted {
                links.append(Link(from: previous, to: edge.to))
            }
        }
        preds = Array(repeating: [], count: layer.count)
        succs = preds
        for link in links {
            preds[link.to].append(link.from)
            succs[link.from].append(link.to)
        }
        layers = Array(repeating: [], count: (layer.max() ?? -1) + 1)
        for node in layer.indices { layers[layer[node]].append(node) }
    }

    private mutating func sortLayers() {
        var rank = Array(repeating: 0, count: layer.count)
        func number(_ nodes: [Int]) { for (index, node) in nodes.enumerated() { rank[node] = index } }
        // Bends begin beside the edges they belong to.
        for index in layers.indices {
            if index > 0 {
                let keys = layers[index].map { node in
                    preds[node].map { Double(rank[$0]) }.reduce(0, +) / Double(max(1, preds[node].count))
                }
                let nodes = layers[index]
                layers[index] = nodes.indices.sorted { (keys[$0], nodes[$0]) < (keys[$1], nodes[$1]) }.map { nodes[$0] }
            }
            number(layers[index])
        }
        var best = layers
        var fewest = crossings(rank)
        let rounds = layer.count > 2000 ? 4 : layer.count > 300 ? 8 : 24
        for round in 0..<rounds where fewest > 0 {
            let down = round.isMultiple(of: 2)
            let neighbours = down ? preds : succs
            for index in down ? Array(layers.indices) : Array(layers.indices.reversed()) {
                let nodes = layers[index]
                let keys = nodes.indices.map { place -> Double in
                    let near = neighbours[nodes[place]]
                    return near.isEmpty
                        ? Double(place) : near.reduce(0) { $0 + Double(rank[$1]) } / Double(near.count)
                }
                // Every other pair of rounds turns ties around, to leave a standstill.
                let turn = (round / 2).isMultiple(of: 2) ? 1 : -1
                layers[index] = nodes.indices.sorted { (keys[$0], turn * $0) < (keys[$1], turn * $1) }.map { nodes[$0] }
                number(layers[index])
            }
            let count = crossings(rank)
            if count < fewest {
                fewest = count
                best = layers
            }
        }
        layers = best
    }

    private func crossings(_ rank: [Int]) -> Int {
        var total = 0
        for nodes in layers.dropLast() {
            var ends: [Int] = []
            for node in nodes { ends += succs[node].map { rank[$0] }.sorted() }
            total += Self.inversions(&ends)
        }
        return total
    }

    private static func inversions(_ values: inout [Int]) -> Int {
        // Counted with a Fenwick tree: O(n log n).
        guard let most = values.max() else { return 0 }
        var tree = Array(repeating: 0, count: most + 2)
        var result = 0
        for (seen, value) in values.enumerated() {
            var index = value + 1
            var notGreater = 0
            while index > 0 {
                notGreater += tree[index]
                index -= index & -index
            }
            result += seen - notGreater
            index = value + 1
            while index < tree.count {
                tree[index] += 1
                index += index & -index
            }
        }
        return result
    }

    private mutating func place(gap: Int) {
        position = Array(repeating: 0, count: layer.count)
        for nodes in layers {
            var next = 0
            for node in nodes {
                position[node] = next
                next += extent[node] + gap
            }
        }
        for round in 0..<(layer.count > 2000 ? 6 : 16) {
            let down = round.isMultiple(of: 2)
            for nodes in down ? layers : layers.reversed() {
                let wishes = nodes.map { node -> Double in
                    let near = down ? preds[node] : succs[node]
                    if near.isEmpty { return Double(position[node]) }
                    let ports = near.map(port).sorted()
                    let middle = Double(ports[(ports.count - 1) / 2] + ports[ports.count / 2]) / 2
                    return middle - Double((extent[node] - 1) / 2)
                }
                settle(nodes, wishes, gap: gap)
            }
        }
        let first = position.min() ?? 0
        for node in position.indices { position[node] -= first }
    }

    /// Moves the nodes of a layer as near to their wishes as order and gaps allow, in the sense of least squares.
    private mutating func settle(_ nodes: [Int], _ wishes: [Double], gap: Int) {
        // Without the sizes, the constraint is "not falling": pool adjacent violators.
        var blocks: [(sum: Double, weight: Double, count: Int)] = []
        var offset = 0
        var offsets: [Int] = []
        for (index, node) in nodes.enumerated() {
            offsets.append(offset)
            let weight = node >= realCount ? 4.0 : 1.0
            var block = (sum: (wishes[index] - Double(offset)) * weight, weight: weight, count: 1)
            while let last = blocks.last, last.sum / last.weight > block.sum / block.weight {
                block = (last.sum + block.sum, last.weight + block.weight, last.count + block.count)
                blocks.removeLast()
            }
            blocks.append(block)
            offset += extent[node] + gap
        }
        var index = 0
        for block in blocks {
            let value = Int((block.sum / block.weight).rounded(.down))
            for _ in 0..<block.count {
                position[nodes[index]] = value + offsets[index]
                index += 1
            }
        }
    }
}
