// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Draws a DAG's graph as an SVG picture that stands alone: no script, no font, no other file.
///
/// It follows the reader's choice of a light or dark page (`prefers-color-scheme`). With a record, tasks have the colours
/// of Airflow's states. Hovering shows the full id, the operator and the counts of states.
public struct SVGGraph: GraphRenderer {
    /// Makes a renderer.
    public init() {}

    private static let style = """
        svg{font:12px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
        .page{fill:#ffffff}
        .task rect,.task polygon{fill:#f2f6fb;stroke:#51657c}
        .task text{fill:#1c2733;text-anchor:middle}
        .group rect{fill:#6495ed;fill-opacity:.08;stroke:#8fa3b8}
        .group text{fill:#51657c;font-size:11px}
        .edge{fill:none;stroke:#51657c;stroke-width:1.3}
        .head{fill:#51657c}
        .label{fill:#51657c;font-size:11px;font-style:italic;text-anchor:middle;paint-order:stroke;stroke:#ffffff;stroke-width:4px}
        @media (prefers-color-scheme:dark){.page{fill:#14181d}
        .task rect,.task polygon{fill:#222b35;stroke:#8fa3b8}.task text{fill:#e6edf3}.group text{fill:#a9b8c7}
        .edge{stroke:#8fa3b8}.head{fill:#8fa3b8}.label{fill:#a9b8c7;stroke:#14181d}}

        """

    /// Draws the picture.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: A run whose states give the colours.
    /// - Returns: An SVG document, with a newline at its end.
    public func render(_ document: DAGDocument, record: RunRecord?) -> String {
        let content = GraphContent(document, record: record)
        let layout = NestedLayout(
            content,
            taskSize: { (max(48, DisplayWidth.of(Self.text($0)) * 7 + 24), $0.kind == .plain ? 30 : 34) },
            groupLabel: { DisplayWidth.of(Self.text($0)) * 7 })
        let width = max(1, layout.size.width)
        let height = max(1, layout.size.height)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\""
                + " viewBox=\"0 0 \(width) \(height)\" role=\"img\">",
            "<title>\(XMLText.escape(document.dag.displayName ?? document.dag.dagID))</title>",
            "<style>\n\(Self.style)\(states(content))</style>",
            "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\""
                + " orient=\"auto\"><path class=\"head\" d=\"M0 0.5 8 4 0 7.5Z\"/></marker></defs>",
        ]
        // A rectangle, because some viewers don't paint the background of an SVG's root.
        lines.append("<rect class=\"page\" width=\"\(width)\" height=\"\(height)\"/>")
        for index in content.groups.indices { lines.append(group(content.groups[index], layout.groups[index])) }
        var labels: [String] = []
        for index in content.edges.indices {
            let way = way(content.edges[index], layout.bends[index], layout)
            lines.append("<path class=\"edge\" marker-end=\"url(#head)\" d=\"\(path(way))\"/>")
            guard let label = content.edges[index].label, way.count > 1 else { continue }
            let middle = (way.count - 1) / 2
            let x = (way[middle].x + way[middle + 1].x) / 2
            let y = (way[middle].y + way[middle + 1].y) / 2
            labels.append("<text class=\"label\" x=\"\(x)\" y=\"\(y - 3)\">\(XMLText.escape(label))</text>")
        }
        for index in content.nodes.indices { lines.append(task(content.nodes[index], layout.tasks[index], content)) }
        lines += labels
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ node: GraphContent.Node) -> String {
        (node.isSetup ? "↗ " : node.isTeardown ? "↘ " : "") + node.label + (node.mapped.map { " [\($0)]" } ?? "")
    }

    private static func text(_ group: GraphContent.Group) -> String {
        group.label + (group.mapped.map { " [\($0)]" } ?? "")
    }

    private func states(_ content: GraphContent) -> String {
        guard content.hasStates else { return "" }
        let used = Set(content.nodes.map(\.state))
        return StateStyle.states.filter(used.contains).map { state in
            let style = StateStyle.of(state)
            return ".task.\(style.name) rect,.task.\(style.name) polygon{fill:\(style.fill)}"
                + ".task.\(style.name) text{fill:\(style.text)}\n"
        }.joined()
    }

    private func group(_ group: GraphContent.Group, _ box: NestedLayout.Box) -> String {
        let title = XMLText.escape(group.tooltip ?? group.id)
        return "<g class=\"group\"><title>\(title)</title>"
            + "<rect x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"\(box.height)\" rx=\"8\"/>"
            + "<text x=\"\(box.x + 10)\" y=\"\(box.y + 15)\">\(XMLText.escape(Self.text(group)))</text></g>"
    }

    private func task(_ node: GraphContent.Node, _ box: NestedLayout.Box, _ content: GraphContent) -> String {
        var title = "\(node.id)\n\(node.operatorName)"
        if content.hasStates {
            let counts = StateStyle.states.compactMap { state in
                node.tally[state].map { count in
                    node.tally.count == 1 && count == 1
                        ? StateStyle.of(state).name : "\(StateStyle.of(state).name): \(count)"
                }
            }
            title += "\n" + counts.joined(separator: "\n")
        }
        let name = content.hasStates ? "task \(StateStyle.of(node.state).name)" : "task"
        var result = "<g class=\"\(name)\"><title>\(XMLText.escape(title))</title>"
        let (x, y, width, height) = (box.x, box.y, box.width, box.height)
        if node.kind == .plain {
            let rect = "width=\"\(width)\" height=\"\(height)\" rx=\"6\""
            // A second box behind it says "many".
            if node.mapped != nil { result += "<rect x=\"\(x + 4)\" y=\"\(y + 4)\" \(rect)/>" }
            result += "<rect x=\"\(x)\" y=\"\(y)\" \(rect)/>"
        } else {
            let points = [
                (x, y + height / 2), (x + 10, y), (x + width - 10, y), (x + width, y + height / 2),
                (x + width - 10, y + height), (x + 10, y + height),
            ]
            result += "<polygon points=\"\(points.map { "\($0.0),\($0.1)" }.joined(separator: " "))\"/>"
        }
        result +=
            "<text x=\"\(x + width / 2)\" y=\"\(y + height / 2 + 4)\">\(XMLText.escape(Self.text(node)))</text></g>"
        return result
    }

    private func way(_ edge: GraphContent.Edge, _ bends: [NestedLayout.Point], _ layout: NestedLayout)
        -> [NestedLayout.Point]
    {
        func box(_ end: GraphContent.End) -> NestedLayout.Box {
            switch end {
            case .task(let index): layout.tasks[index]
            case .group(let index): layout.groups[index]
            }
        }
        let from = box(edge.from)
        let to = box(edge.to)
        return [.init(x: from.x + from.width, y: from.y + (from.height - 1) / 2)] + bends
            + [.init(x: to.x, y: to.y + (to.height - 1) / 2)]
    }

    private func path(_ way: [NestedLayout.Point]) -> String {
        guard let first = way.first else { return "" }
        var result = "M\(first.x) \(first.y)"
        for (start, end) in zip(way, way.dropFirst()) {
            if start.y == end.y, start.x <= end.x {
                result += "L\(end.x) \(end.y)"
                continue
            }
            // An edge that leads back swings out farther.
            let reach = end.x > start.x ? (end.x - start.x) / 2 : 60
            result += "C\(start.x + reach) \(start.y) \(end.x - reach) \(end.y) \(end.x) \(end.y)"
        }
        return result
    }
}
