// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import FoundationEssentials

/// What Airflow tells of a task instance of an earlier run.
public struct TaskInstanceInfo: Sendable, Hashable {
    /// The DAG's id.
    public var dagID: String
    /// The run's id.
    public var runID: String
    /// The task's id.
    public var taskID: String
    /// The instance of a mapped task; -1 where it is not mapped.
    public var mapIndex: Int
    /// The state, in Airflow's words; nil: none yet.
    public var state: String?
    /// The number of its last try.
    public var tryNumber: Int
    /// The instant its run stands for.
    public var logicalDate: Date?
    /// When it began.
    public var startDate: Date?
    /// When it ended.
    public var endDate: Date?

    init(_ json: JSONValue) {
        let fields = AnswerMembers(json)
        dagID = fields.text("dag_id") ?? ""
        runID = fields.text("run_id") ?? ""
        taskID = fields.text("task_id") ?? ""
        mapIndex = fields.int("map_index") ?? -1
        state = fields.text("state")
        tryNumber = fields.int("try_number") ?? 0
        logicalDate = fields.date("logical_date")
        startDate = fields.date("start_date")
        endDate = fields.date("end_date")
    }
}
