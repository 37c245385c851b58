// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes a DAG's graph as JSON, for programs.
///
/// An object with the members `dag_id`, `run_id` and `run_state` (null without a run), `tasks`, `groups` and `edges`. An
/// edge leads `from` a task or group `to` another. With a run, each task has a `state`, the one of its instances that
/// wants attention most, and `instances`, how many are in each state; `none` counts those that nothing happened to.
public struct JSONGraph: GraphRenderer {
    /// Makes a renderer.
    public init() {}

    /// Writes the graph.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: A run whose states are shown.
    /// - Returns: An object in lines of its own.
    public func render(_ document: DAGDocument, record: RunRecord?) -> String {
        let content = GraphContent(document, record: record)
        func name(_ end: GraphContent.End) -> JSONValue {
            switch end {
            case .task(let index): .string(content.nodes[index].id)
            case .group(let index): .string(content.groups[index].id)
            }
        }
        func group(_ index: Int?) -> JSONValue { index.map { .string(content.groups[$0].id) } ?? .null }
        let value: JSONValue = [
            "dag_id": .string(document.dag.dagID),
            "run_id": record.map { .string($0.facts.runID) } ?? .null,
            "run_state": record.map { .string($0.state.rawValue) } ?? .null,
            "tasks": .array(
                content.nodes.map { node in
                    var members: [String: JSONValue] = [
                        "task_id": .string(node.id),
                        "label": .string(node.label),
                        "operator": .string(node.operatorName),
                        "kind": .string(node.kind.rawValue),
                        "group": group(node.group),
                        "is_setup": .bool(node.isSetup),
                        "is_teardown": .bool(node.isTeardown),
                        "is_mapped": .bool(node.mapped != nil || content.mappedGroup(around: node) != nil),
                    ]
                    if content.hasStates {
                        members["state"] = node.state.map { .string($0.rawValue) } ?? .null
                        members["instances"] = .object(
                            Dictionary(
                                node.tally.map { (StateStyle.of($0.key).name, .int(Int64($0.value))) },
                                uniquingKeysWith: { $1 }))
                    }
                    return .object(members)
                }),
            "groups": .array(
                content.groups.map { one in
                    [
                        "group_id": .string(one.id),
                        "label": .string(one.label),
                        "parent": group(one.parent),
                        "tooltip": one.tooltip.map(JSONValue.string) ?? .null,
                        "is_mapped": .bool(one.mapped != nil),
                    ]
                }),
            "edges": .array(
                content.edges.map { edge in
                    [
                        "from": name(edge.from), "to": name(edge.to),
                        "label": edge.label.map(JSONValue.string) ?? .null,
                    ]
                }),
        ]
        return String(decoding: CanonicalJSON.prettyBytes(of: value), as: UTF8.self)
    }
}
