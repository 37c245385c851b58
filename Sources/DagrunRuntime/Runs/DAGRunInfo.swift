// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// What Airflow tells of a run.
public struct DAGRunInfo: Sendable, Hashable {
    /// The DAG's id.
    public var dagID: String
    /// The run's id.
    public var runID: String
    /// The state, in Airflow's words: `queued`, `running`, `success`, `failed`.
    public var state: String
    /// How it came about, in Airflow's words.
    public var runType: String
    /// The instant it stands for; nil: none.
    public var logicalDate: Date?
    /// The beginning of the data it works on.
    public var dataIntervalStart: Date?
    /// The end of the data it works on.
    public var dataIntervalEnd: Date?
    /// It starts at this instant or later.
    public var runAfter: Date?
    /// When it began.
    public var startDate: Date?
    /// When it ended.
    public var endDate: Date?
    /// What was handed over to it.
    public var conf: [String: JSONValue]
    /// Who made it by hand.
    public var triggeringUserName: String?
    /// The partition it works on.
    public var partitionKey: String?
    /// What was written about it.
    public var note: String?

    init(_ json: JSONValue) {
        let fields = AnswerMembers(json)
        dagID = fields.text("dag_id") ?? ""
        runID = fields.text("run_id") ?? ""
        state = fields.text("state") ?? ""
        runType = fields.text("run_type") ?? ""
        logicalDate = fields.date("logical_date")
        dataIntervalStart = fields.date("data_interval_start")
        dataIntervalEnd = fields.date("data_interval_end")
        runAfter = fields.date("run_after")
        startDate = fields.date("start_date")
        endDate = fields.date("end_date")
        conf = fields.object("conf") ?? [:]
        triggeringUserName = fields.text("triggering_user_name")
        partitionKey = fields.text("partition_key")
        note = fields.text("note")
    }
}
