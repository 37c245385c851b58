// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A job that a worker fetched.
public struct EdgeJob: Sendable {
    /// What names it.
    public var key: EdgeJobKey
    /// How many slots it takes.
    public var slots: Int
    /// The id of the task instance where the server names jobs by it, from Airflow 3.4 on; must be sent back.
    public var taskInstanceID: String?
    /// What is to be done.
    public var workload: Workload

    init(_ fields: AnswerFields) throws(AirflowError) {
        key = EdgeJobKey(
            dagID: try fields.string("dag_id"), taskID: try fields.string("task_id"),
            runID: try fields.string("run_id"), tryNumber: try fields.int("try_number"),
            mapIndex: try fields.int("map_index"))
        slots = max(1, fields.optionalCount("concurrency_slots") ?? 1)
        taskInstanceID = fields.optionalString("task_instance_id")
        workload = try Workload(fields.object("command"))
    }
}
