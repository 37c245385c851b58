// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunAuthoring
package import DagrunHAL
package import DagrunModel
package import DagrunRuntime

/// The DAGs whose tasks can be run for Airflow.
package struct TaskBundle: Sendable {
    /// A task with what is around it.
    package struct Entry: Sendable {
        package let dag: DAG
        package let graph: PlanGraph
        package let task: ExecutableTask
        /// The task's place in the graph.
        package let place: Int
    }

    /// Why a task can't be run.
    package struct Missing: Error {
        package let reason: String
    }

    /// The hardware that tasks may use; nil: none.
    package let board: Board?
    private let dags: [String: DAG]
    private let graphs: [String: PlanGraph]

    /// Takes DAGs.
    ///
    /// - Parameters:
    ///   - dags: The DAGs, without faults.
    ///   - board: The hardware that tasks may use; nil: none.
    /// - Throws: `PlanGraphError` when one of them can't be planned.
    package init(_ dags: [DAG], board: Board? = nil) throws {
        self.board = board
        self.dags = Dictionary(dags.map { ($0.id, $0) }) { first, _ in first }
        var graphs: [String: PlanGraph] = [:]
        for dag in dags { graphs[dag.id] = try PlanGraph(dag.document) }
        self.graphs = graphs
    }

    /// How many DAGs there are.
    package var dagCount: Int { dags.count }

    /// Whether there is a DAG of this id.
    package func has(_ dagID: String) -> Bool { dags[dagID] != nil }

    /// Finds a task.
    package func task(_ taskID: String, of dagID: String) throws(Missing) -> Entry {
        guard let dag = dags[dagID], let graph = graphs[dagID] else {
            throw Missing(reason: "the bundle has no DAG \(dagID)")
        }
        guard let place = graph.task(taskID), place < dag.tasks.count,
            let task = dag.tasks.first(where: { $0.definition.taskID == taskID })
        else { throw Missing(reason: "the DAG \(dagID) of the bundle has no task \(taskID)") }
        return Entry(dag: dag, graph: graph, task: task, place: place)
    }
}
