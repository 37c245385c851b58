// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem

/// The environment of what a task starts.
enum TaskEnvironment {
    /// Puts an environment together.
    ///
    /// - Parameters:
    ///   - context: The context of the task, which the child is told as Airflow tells it.
    ///   - own: The operator's own variables; they win.
    ///   - inherits: Whether the child also gets the environment of this process, without Airflow's secrets.
    /// - Returns: The child's environment.
    static func make(_ context: TaskContext, own: [String: String], inherits: Bool) -> [String: String] {
        let variables = ContextVariables(
            dagID: context.dagID, taskID: context.taskID, runID: context.runID, tryNumber: context.tryNumber,
            logicalDate: context.ts, owner: context.task.owner)
        let base = inherits ? ProcessEnvironment.variables : [:]
        return ChildEnvironment.make(from: base, context: variables).merging(own) { $1 }
    }
}
