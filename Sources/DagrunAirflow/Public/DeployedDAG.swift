// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A DAG as Airflow has it.
public struct DeployedDAG: Sendable, Hashable {
    /// Where a task runs.
    public struct Task: Sendable, Hashable {
        /// The full id.
        public var taskID: String
        /// The queue.
        public var queue: String
        /// The pool.
        public var pool: String
    }

    /// The text of the file that declares it; nil where it can't be read.
    public var source: String?
    /// Whether its schedule is paused.
    public var isPaused: Bool
    /// Whether its file could not be read when Airflow last tried; Airflow goes on with what it read before.
    public var hasImportErrors: Bool
    /// Its tasks.
    public var tasks: [Task]
}
