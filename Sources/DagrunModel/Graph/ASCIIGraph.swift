// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Draws a DAG's graph with characters, for a terminal.
///
/// A graph that fits is drawn with lines, from left to right (`pull ──> parse ─┬─> cities`), else from top to bottom.
/// One that fits neither way, or has more than 150 nodes, becomes a list of tasks with their upstreams. Tasks that
/// can't be told apart are folded: `… 88 more`. No line is wider than ``width`` and there are at most about
/// ``maximumLines`` of them, however large the DAG.
public struct ASCIIGraph: GraphRenderer {
    /// The columns it may use, at least 20.
    public var width: Int
    /// The lines a list may have before the rest is only counted.
    public var maximumLines: Int
    /// Whether lines and marks are made of ASCII characters only; ids are left as they are.
    public var usesASCIIOnly: Bool
    /// Whether states are coloured with escape sequences.
    public var usesColor: Bool

    /// So many tasks alike are drawn one by one; of more, `keptWhenFolded` are.
    private static let foldLimit = 12
    private static let keptWhenFolded = 5
    private static let mostDrawnNodes = 150

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - width: The columns it may use; less than 20 counts as 20.
    ///   - maximumLines: The lines a list may have before the rest is only counted.
    ///   - usesASCIIOnly: Whether lines and marks are made of ASCII characters only.
    ///   - usesColor: Whether states are coloured with escape sequences.
    public init(width: Int = 80, maximumLines: Int = 400, usesASCIIOnly: Bool = false, usesColor: Bool = false) {
        self.width = max(20, width)
        self.maximumLines = max(10, maximumLines)
        self.usesASCIIOnly = usesASCIIOnly
        self.usesColor = usesColor
    }

    /// Draws the graph.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: A run whose states are shown as marks and colours.
    /// - Returns: The drawing, with a newline at its end.
    public func render(_ document: DAGDocument, record: RunRecord?) -> String {
        let content = GraphContent(document, record: record)
        if content.nodes.isEmpty { return "(no tasks)\n" }
        var graph = FlatGraph(content) { text($0, content) }
        graph.fold(above: Self.foldLimit, keep: Self.keptWhenFolded)
        var lines =
            drawing(graph) ?? TextList(graph, width: width, maximumLines: maximumLines, color: usesColor).lines()
        lines += legend(content).map { DisplayWidth.truncate($0, to: width) }
        return plain(lines.joined(separator: "\n")) + "\n"
    }

    private func drawing(_ graph: FlatGraph) -> [String]? {
        guard graph.nodes.count <= Self.mostDrawnNodes else { return nil }
        for direction in [TextDrawing.Direction.right, .down] {
            let drawing = TextDrawing(graph, direction: direction, ascii: usesASCIIOnly, color: usesColor)
            guard drawing.width <= width, drawing.height <= maximumLines else { continue }
            let cycles = drawing.backEdges.map {
                DisplayWidth.truncate("cycle: \(graph.nodes[$0.from].text) → \(graph.nodes[$0.to].text)", to: width)
            }
            return drawing.lines() + cycles
        }
        return nil
    }

    private func text(_ node: GraphContent.Node, _ content: GraphContent) -> String {
        var text = content.hasStates ? "\(mark(node.state)) " : ""
        if node.isSetup { text += "↗ " }
        if node.isTeardown { text += "↘ " }
        if node.kind != .plain { text += "◇ " }
        text += DisplayWidth.truncate(node.id, to: max(16, width * 2 / 3))
        let total = node.tally.values.reduce(0, +)
        let done = node.tally.reduce(0) { $0 + ($1.key?.isFinished == true ? $1.value : 0) }
        if total > 1, done < total {
            text += " [\(done)/\(total)]"
        } else if let mapped = node.mapped ?? content.mappedGroup(around: node) {
            text += " [\(mapped)]"
        } else if total > 1 {
            text += " [×\(total)]"
        }
        return text
    }

    private func mark(_ state: TaskState?) -> Character {
        usesASCIIOnly ? StateStyle.of(state).asciiMark : StateStyle.of(state).mark
    }

    private func legend(_ content: GraphContent) -> [String] {
        var words: [String] = []
        if content.nodes.contains(where: \.isSetup) { words.append("↗ setup") }
        if content.nodes.contains(where: \.isTeardown) { words.append("↘ teardown") }
        if content.nodes.contains(where: { $0.kind == .branch }) { words.append("◇ branch") }
        if content.nodes.contains(where: { $0.kind == .shortCircuit }) { words.append("◇ short circuit") }
        if content.hasStates {
            let states = Set(content.nodes.flatMap(\.tally.keys))
            words += StateStyle.states.filter(states.contains).map { "\(mark($0)) \(StateStyle.of($0).name)" }
        }
        return words.isEmpty ? [] : ["", words.joined(separator: "   ")]
    }

    /// Replaces the signs of our own that are not ASCII; ids stay as they are.
    private func plain(_ text: String) -> String {
        guard usesASCIIOnly else { return text }
        let signs: [Character: String] = ["↗": "^", "↘": "v", "◇": "?", "×": "x", "…": "~", "→": ">", "←": "<"]
        return text.reduce(into: "") { result, character in
            if let sign = signs[character] { result += sign } else { result.append(character) }
        }
    }
}
