// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes a DAG's graph in the DOT language of Graphviz.
///
/// Groups are clusters; an edge of a group ends at the cluster's border. Syntax: https://graphviz.org/doc/info/lang.html.
public struct DotGraph: GraphRenderer {
    /// Makes a renderer.
    public init() {}

    /// Writes the graph.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: A run whose states give the colours.
    /// - Returns: The graph, with a newline at its end.
    public func render(_ document: DAGDocument, record: RunRecord?) -> String {
        let content = GraphContent(document, record: record)
        let tree = GroupTree(content)
        var lines = [
            "digraph \(Self.quote(DisplayWidth.oneLine(document.dag.dagID))) {",
            "    rankdir=LR; compound=true; newrank=true;",
            "    fontname=\"sans-serif\"; fontsize=11;",
            "    node [shape=box, style=\"rounded,filled\", fillcolor=\"#f2f6fb\", color=\"#51657c\","
                + " fontname=\"sans-serif\", fontsize=11];",
            "    edge [color=\"#51657c\", fontname=\"sans-serif\", fontsize=10];",
        ]
        write(nil, content, tree, indent: "    ", into: &lines)
        for edge in content.edges {
            var settings: [String] = []
            if let label = edge.label { settings.append("label=\(Self.quote(label))") }
            let from = anchor(edge.from, tree, last: true)
            let to = anchor(edge.to, tree, last: false)
            let fromNode = GraphContent.End.task(from.task ?? -1)
            let toNode = GraphContent.End.task(to.task ?? -1)
            // Graphviz cuts an edge at a cluster only where its other end lies outside of it.
            if let cluster = from.cluster, to.task == nil || !content.isInside(toNode, edge.from) {
                settings.append("ltail=\(Self.quote(cluster))")
            }
            if let cluster = to.cluster, from.task == nil || !content.isInside(fromNode, edge.to) {
                settings.append("lhead=\(Self.quote(cluster))")
            }
            let suffix = settings.isEmpty ? "" : " [\(settings.joined(separator: ", "))]"
            lines.append("    \(from.name) -> \(to.name)\(suffix);")
        }
        lines.append("}")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The node that stands for an end, as clusters can't be ends themselves.
    private func anchor(_ end: GraphContent.End, _ tree: GroupTree, last: Bool)
        -> (name: String, task: Int?, cluster: String?)
    {
        switch end {
        case .task(let index): return ("t\(index)", index, nil)
        case .group(let group):
            let tasks = tree.allTasks(of: group)
            guard let task = last ? tasks.max() : tasks.min() else { return ("g\(group)", nil, nil) }
            return ("t\(task)", task, "cluster_g\(group)")
        }
    }

    private func write(
        _ group: Int?, _ content: GraphContent, _ tree: GroupTree, indent: String, into lines: inout [String]
    ) {
        for index in tree.tasks(of: group) { lines.append("\(indent)t\(index) [\(settings(content, index))];") }
        for index in tree.groups(of: group) {
            let one = content.groups[index]
            let label = Self.quote(one.label + (one.mapped.map { " [\($0)]" } ?? ""))
            if tree.allTasks(of: index).isEmpty {
                lines.append("\(indent)g\(index) [label=\(label), style=\"rounded,dashed\"];")
                continue
            }
            lines.append("\(indent)subgraph cluster_g\(index) {")
            lines.append("\(indent)    label=\(label); style=rounded; color=\"#8fa3b8\"; labeljust=l;")
            if let tooltip = one.tooltip {
                lines.append("\(indent)    tooltip=\(Self.quote(DisplayWidth.oneLine(tooltip)));")
            }
            write(index, content, tree, indent: indent + "    ", into: &lines)
            lines.append("\(indent)}")
        }
    }

    private func settings(_ content: GraphContent, _ index: Int) -> String {
        let node = content.nodes[index]
        var parts = ["label=\(Self.quote(node.label + (node.mapped.map { " [\($0)]" } ?? "")))"]
        parts.append("tooltip=\(Self.quote("\(node.id) (\(node.operatorName))"))")
        if node.kind != .plain {
            parts.append("shape=diamond")
            parts.append("style=filled")
        }
        if node.isSetup { parts.append("shape=cds") }
        if node.isTeardown { parts.append("shape=cds, orientation=180") }
        if node.mapped != nil { parts.append("peripheries=2") }
        if content.hasStates {
            let style = StateStyle.of(node.state)
            parts.append("fillcolor=\"\(style.fill)\"")
            parts.append("fontcolor=\"\(style.text)\"")
        }
        return parts.joined(separator: ", ")
    }

    /// Puts a text in quotes; a backslash would begin an escape of Graphviz.
    private static func quote(_ text: String) -> String {
        text.reduce(into: "\"") { result, character in
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: result.append(character)
            }
        } + "\""
    }
}
