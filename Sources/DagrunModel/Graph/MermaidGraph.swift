// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes a DAG's graph as a Mermaid flowchart, for Markdown pages that draw it.
///
/// Groups are subgraphs. Ids are generated (`t0`, `g0`), because Mermaid takes some words as its own (`end`).
/// Syntax: https://mermaid.js.org/syntax/flowchart.html.
public struct MermaidGraph: GraphRenderer {
    /// Makes a renderer.
    public init() {}

    /// Writes the flowchart.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: A run whose states give the colours.
    /// - Returns: The flowchart, with a newline at its end.
    public func render(_ document: DAGDocument, record: RunRecord?) -> String {
        let content = GraphContent(document, record: record)
        let tree = GroupTree(content)
        var lines = ["flowchart LR"]
        write(nil, content, tree, indent: "    ", into: &lines)
        for edge in content.edges {
            let from = name(edge.from)
            let to = name(edge.to)
            // Mermaid refuses an edge between a subgraph and something inside it.
            if content.isInside(edge.to, edge.from) || content.isInside(edge.from, edge.to) { continue }
            let label = edge.label.map { "|\"\(Self.escape($0))\"|" } ?? ""
            lines.append("    \(from) -->\(label) \(to)")
        }
        if content.hasStates {
            for state in StateStyle.states {
                let members = content.nodes.indices.filter { content.nodes[$0].state == state }
                guard !members.isEmpty else { continue }
                let style = StateStyle.of(state)
                lines.append("    classDef \(style.name) fill:\(style.fill),color:\(style.text),stroke:#555555")
                lines.append("    class \(members.map { "t\($0)" }.joined(separator: ",")) \(style.name)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func write(
        _ group: Int?, _ content: GraphContent, _ tree: GroupTree, indent: String, into lines: inout [String]
    ) {
        for index in tree.tasks(of: group) { lines.append(indent + shape(content.nodes[index], "t\(index)")) }
        for index in tree.groups(of: group) {
            let one = content.groups[index]
            let label = Self.escape(one.label + (one.mapped.map { " [\($0)]" } ?? ""))
            if tree.isEmpty(index) {
                lines.append(indent + "g\(index)[\"\(label)\"]")
                continue
            }
            lines.append(indent + "subgraph g\(index)[\"\(label)\"]")
            write(index, content, tree, indent: indent + "    ", into: &lines)
            lines.append(indent + "end")
        }
    }

    private func shape(_ node: GraphContent.Node, _ name: String) -> String {
        let text = Self.escape(node.label + (node.mapped.map { " [\($0)]" } ?? ""))
        if node.kind != .plain { return "\(name){\"\(text)\"}" }
        if node.isSetup { return "\(name)[/\"\(text)\"\\]" }
        if node.isTeardown { return "\(name)[\\\"\(text)\"/]" }
        if node.mapped != nil { return "\(name)[[\"\(text)\"]]" }
        return "\(name)[\"\(text)\"]"
    }

    private func name(_ end: GraphContent.End) -> String {
        switch end {
        case .task(let index): "t\(index)"
        case .group(let index): "g\(index)"
        }
    }

    /// Replaces what has a meaning inside a quoted text by Mermaid's entity codes.
    private static func escape(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\"": result += "#quot;"
            case "#": result += "#35;"
            case "&": result += "#amp;"
            case "<": result += "#lt;"
            case ">": result += "#gt;"
            case "`": result += "#96;"
            case "\\": result += "#92;"
            default: result.append(character)
            }
        }
    }
}
