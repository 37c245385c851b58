// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The tasks of a document in an order in which they may start, with the tasks each one waits for.
///
/// Edges of groups lead to the tasks inside. Points that only bundle edges have no id.
package struct TaskOrder: Sendable {
    /// A place in the order.
    package struct Step: Sendable {
        /// The task's full id; absent for a point that only bundles edges.
        package var taskID: String?
        /// The places of what it waits for; all are lower than its own.
        package var upstream: [Int]
    }

    /// All places.
    package private(set) var steps: [Step] = []

    /// Sorts a document.
    ///
    /// - Parameter document: The DAG; edges that close a cycle are left out.
    package init(_ document: DAGDocument) {
        let content = GraphContent(document, record: nil)
        let graph = FlatGraph(content) { $0.id }
        let order = GraphOrder(count: graph.nodes.count, edges: graph.edges)
        let closing = Set(order.backEdges)
        var place = Array(repeating: 0, count: graph.nodes.count)
        for (index, node) in order.sorted.enumerated() {
            place[node] = index
            let id = content.nodes.indices.contains(node) ? content.nodes[node].id : nil
            steps.append(Step(taskID: id, upstream: []))
        }
        for edge in graph.edges where !closing.contains(edge) {
            steps[place[edge.to]].upstream.append(place[edge.from])
        }
    }
}
