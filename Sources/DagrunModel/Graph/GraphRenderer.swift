// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something that turns a DAG's graph into text: a drawing for a terminal, or the input of a drawing program.
///
/// Renderers are pure and deterministic: the same document and record always give the same text. They accept any
/// document, also one that validation would refuse: edges to unknown ids are left out, cycles are drawn.
public protocol GraphRenderer: Sendable {
    /// Renders the graph of a DAG.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: A run whose states are shown; absent: the graph alone.
    /// - Returns: The text, with a newline at its end.
    func render(_ document: DAGDocument, record: RunRecord?) -> String
}

extension GraphRenderer {
    /// Renders the graph of a DAG without the states of a run.
    ///
    /// - Parameter document: The DAG.
    /// - Returns: The text, with a newline at its end.
    public func render(_ document: DAGDocument) -> String { render(document, record: nil) }
}
