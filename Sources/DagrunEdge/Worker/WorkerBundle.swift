// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
public import DagrunHAL
internal import DagrunModel
internal import DagrunRuntime

/// The DAGs whose tasks a worker can run.
public struct WorkerBundle: Sendable {
    /// A task with what is around it.
    struct Entry {
        let dag: DAG
        let graph: PlanGraph
        let task: ExecutableTask
        /// The task's place in the graph.
        let place: Int
    }

    /// Why a task can't be run.
    struct Missing: Error {
        let reason: String
    }

    /// The hardware that tasks may use; nil: none.
    let board: Board?
    /// What Airflow may have called, by path.
    let callbacks: [String: CallbackCall.Handler]
    private let dags: [String: DAG]
    private let graphs: [String: PlanGraph]

    /// Takes DAGs.
    ///
    /// - Parameters:
    ///   - dags: The DAGs, without faults.
    ///   - callbacks: What Airflow may have called, by path.
    ///   - board: The hardware that tasks may use; nil: none.
    /// - Throws: `PlanGraphError` when one of them can't be planned.
    public init(_ dags: [DAG], callbacks: [String: CallbackCall.Handler] = [:], board: Board? = nil) throws {
        self.board = board
        self.callbacks = callbacks
        self.dags = Dictionary(dags.map { ($0.id, $0) }) { first, _ in first }
        var graphs: [String: PlanGraph] = [:]
        for dag in dags { graphs[dag.id] = try PlanGraph(dag.document) }
        self.graphs = graphs
    }

    /// How many DAGs there are.
    public var dagCount: Int { dags.count }

    /// Finds a task.
    func task(_ taskID: String, of dagID: String) throws(Missing) -> Entry {
        guard let dag = dags[dagID], let graph = graphs[dagID] else {
            throw Missing(reason: "this worker's bundle has no DAG \(dagID)")
        }
        guard let place = graph.task(taskID), place < dag.tasks.count,
            let task = dag.tasks.first(where: { $0.definition.taskID == taskID })
        else { throw Missing(reason: "the DAG \(dagID) of this worker's bundle has no task \(taskID)") }
        return Entry(dag: dag, graph: graph, task: task, place: place)
    }
}
