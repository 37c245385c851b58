// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
internal import DagrunCoordinator
public import DagrunHAL
internal import DagrunModel

/// What a worker can do for Airflow: the tasks of DAGs, those of other programs, and callbacks.
public struct WorkerBundle: Sendable {
    /// The DAGs whose tasks it can run.
    let tasks: TaskBundle
    /// What Airflow may have called, by path.
    let callbacks: [String: CallbackCall.Handler]
    /// The programs of DAGs that are not among them; nil: there are none.
    let others: OtherPrograms?

    /// Takes DAGs.
    ///
    /// - Parameters:
    ///   - dags: The DAGs, without faults.
    ///   - callbacks: What Airflow may have called, by path.
    ///   - board: The hardware that tasks may use; nil: none.
    ///   - others: The programs of other DAGs, whose tasks run in processes of their own; nil: none.
    public init(
        _ dags: [DAG], callbacks: [String: CallbackCall.Handler] = [:], board: Board? = nil,
        others: OtherPrograms? = nil
    ) {
        tasks = TaskBundle(dags, board: board)
        self.callbacks = callbacks
        self.others = others
    }

    /// How many DAGs there are.
    public var dagCount: Int { tasks.dagCount }
}
