// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Lists the nodes of a graph too large to draw, each with what it waits for.
struct TextList {
    let graph: FlatGraph
    let width: Int
    let maximumLines: Int
    let color: Bool

    init(_ graph: FlatGraph, width: Int, maximumLines: Int, color: Bool) {
        self.graph = graph
        self.width = width
        self.maximumLines = maximumLines
        self.color = color
    }

    /// The list in the order in which tasks may start.
    func lines() -> [String] {
        let order = GraphOrder(count: graph.nodes.count, edges: graph.edges)
        let closing = Set(order.backEdges)
        var upstream: [[Int]] = Array(repeating: [], count: graph.nodes.count)
        for edge in graph.edges where !closing.contains(edge) { upstream[edge.to].append(edge.from) }
        let tasks = order.sorted.filter { graph.nodes[$0].role == .task || graph.nodes[$0].role == .folded }
        let shown = tasks.count > maximumLines ? Array(tasks.prefix(maximumLines - 1)) : tasks
        let widest = shown.map { DisplayWidth.of(graph.nodes[$0].text) }.max() ?? 0
        let left = min(widest, width / 2)
        var lines = shown.map { index -> String in
            let node = graph.nodes[index]
            let head =
                upstream[index].isEmpty
                ? DisplayWidth.truncate(node.text, to: width)
                : DisplayWidth.fit(node.text, to: left)
            let sgr = color ? node.state.map { StateStyle.of($0).sgr } ?? "" : ""
            let painted = sgr.isEmpty ? head : "\u{1B}[\(sgr)m\(head)\u{1B}[0m"
            if upstream[index].isEmpty { return painted }
            return painted + DisplayWidth.truncate("  ← " + names(upstream[index], upstream), to: width - left)
        }
        if shown.count < tasks.count { lines.append("… \(tasks.count - shown.count) more tasks") }
        return lines
    }

    /// The upstreams by name; points that are only drawn are followed to the tasks behind them.
    private func names(_ nodes: [Int], _ upstream: [[Int]]) -> String {
        var parts: [String] = []
        for node in nodes.prefix(4) {
            switch graph.nodes[node].role {
            case .task, .folded: parts.append(graph.nodes[node].text)
            case .label:
                parts.append(
                    upstream[node].prefix(2).map { graph.nodes[$0].text + " " }.joined() + graph.nodes[node].text)
            case .join:
                let behind = upstream[node]
                parts += behind.prefix(2).map { graph.nodes[$0].text }
                if behind.count > 2 { parts.append("… \(behind.count - 2) more") }
            }
        }
        if nodes.count > 4 { parts.append("… \(nodes.count - 4) more") }
        return parts.joined(separator: ", ")
    }
}
