// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
internal import DagrunCoordinator
public import DagrunHAL
internal import DagrunModel

/// What a worker can do for Airflow: the tasks of DAGs, and callbacks.
public struct WorkerBundle: Sendable {
    /// The DAGs whose tasks it can run.
    let tasks: TaskBundle
    /// What Airflow may have called, by path.
    let callbacks: [String: CallbackCall.Handler]

    /// Takes DAGs.
    ///
    /// - Parameters:
    ///   - dags: The DAGs, without faults.
    ///   - callbacks: What Airflow may have called, by path.
    ///   - board: The hardware that tasks may use; nil: none.
    /// - Throws: `PlanGraphError` when one of them can't be planned.
    public init(_ dags: [DAG], callbacks: [String: CallbackCall.Handler] = [:], board: Board? = nil) throws {
        tasks = try TaskBundle(dags, board: board)
        self.callbacks = callbacks
    }

    /// How many DAGs there are.
    public var dagCount: Int { tasks.dagCount }
}
