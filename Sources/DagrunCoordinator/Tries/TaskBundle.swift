// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunAuthoring
package import DagrunHAL
package import DagrunModel
package import DagrunRuntime
internal import Synchronization

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
    /// The graphs of those DAGs that a task was asked of: of many DAGs a worker often runs few.
    private let graphs = Graphs()

    private final class Graphs: Sendable {
        let known = Mutex<[String: PlanGraph]>([:])
    }

    /// Takes DAGs.
    ///
    /// - Parameters:
    ///   - dags: The DAGs, without faults.
    ///   - board: The hardware that tasks may use; nil: none.
    package init(_ dags: [DAG], board: Board? = nil) {
        self.board = board
        self.dags = Dictionary(dags.map { ($0.id, $0) }) { first, _ in first }
    }

    /// How many DAGs there are.
    package var dagCount: Int { dags.count }

    /// Whether there is a DAG of this id.
    package func has(_ dagID: String) -> Bool { dags[dagID] != nil }

    /// Finds a task.
    package func task(_ taskID: String, of dagID: String) throws(Missing) -> Entry {
        guard let dag = dags[dagID] else { throw Missing(reason: "the bundle has no DAG \(dagID)") }
        let graph = try graph(of: dag)
        guard let place = graph.task(taskID), place < dag.tasks.count,
            let task = dag.tasks.first(where: { $0.definition.taskID == taskID })
        else { throw Missing(reason: "the DAG \(dagID) of the bundle has no task \(taskID)") }
        return Entry(dag: dag, graph: graph, task: task, place: place)
    }

    private func graph(of dag: DAG) throws(Missing) -> PlanGraph {
        if let graph = graphs.known.withLock({ $0[dag.id] }) { return graph }
        let graph: PlanGraph
        do { graph = try PlanGraph(dag.document) } catch {
            throw Missing(reason: "the DAG \(dag.id) can't be planned: \(error)")
        }
        graphs.known.withLock { $0[dag.id] = graph }
        return graph
    }
}
