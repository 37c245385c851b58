// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A DAG as plain data: all that a scheduler needs and nothing that needs the Swift code.
///
/// It is written as `dag.json`. The same DAG always gives the same bytes, whatever the machine, so the hash of those
/// bytes is the DAG's version. Durations are in seconds; ids are full ids, with the prefixes of their groups.
public struct DAGDocument: Sendable, Hashable, Codable {
    /// The format this version of Dagrun writes.
    public static let currentFormat = "dagrun-airflow/dag@1"

    /// The name and version of the format.
    public var format: String
    /// The DAG's own settings.
    public var dag: DAGDefinition
    /// Task groups; a parent comes before its children.
    public var groups: [TaskGroupDefinition]
    /// Tasks, in the order of their declaration.
    public var tasks: [TaskDefinition]
    /// Edges as declared, those that come from data inputs included; either end may be a group.
    public var edges: [EdgeDefinition]

    /// Makes a document in the current format.
    ///
    /// - Parameters:
    ///   - dag: The DAG's own settings.
    ///   - groups: Task groups, parents first.
    ///   - tasks: Tasks in the order of their declaration.
    ///   - edges: Edges as declared.
    public init(
        dag: DAGDefinition, groups: [TaskGroupDefinition] = [], tasks: [TaskDefinition], edges: [EdgeDefinition] = []
    ) {
        self.format = Self.currentFormat
        self.dag = dag
        self.groups = groups
        self.tasks = tasks
        self.edges = edges
    }
}
