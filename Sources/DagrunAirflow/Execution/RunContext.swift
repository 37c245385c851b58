// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// What the server tells about a try when it begins.
///
/// Source: Airflow 3.3, `TIRunContext` of the Execution API.
public struct RunContext: Sendable {
    /// The DAG's id.
    public var dagID: String
    /// The run's id.
    public var runID: String
    /// How the run came about, in Airflow's words.
    public var runType: String
    /// The instant the run stands for; nil for a run by hand without one.
    public var logicalDate: Date?
    /// The beginning of the data it works on.
    public var dataIntervalStart: Date?
    /// The end of the data it works on.
    public var dataIntervalEnd: Date?
    /// The run starts at this instant or later.
    public var runAfter: Date
    /// What the one who made the run handed over.
    public var conf: [String: JSONValue]
    /// The asset events that made the run.
    public var assetEvents: [JSONValue]
    /// How often the try gave its slot back.
    public var rescheduleCount: Int
    /// The most tries behind the first one.
    public var maximumRetries: Int
    /// Whether a failure may be followed by another try: the server doesn't look at it again.
    public var shouldRetry: Bool
    /// The keys of XComs that an earlier try left, to be removed before the task's code runs.
    public var keysToClear: [String]
    /// How a deferred try goes on; nil for one that begins.
    public var nextMethod: String?
    /// What a deferred try goes on with.
    public var nextArguments: JSONValue?
    /// When a try that goes on began.
    public var startDate: Date?

    /// All that the server said.
    package let json: JSONValue

    /// Reads what a supervisor handed on.
    package init(json: JSONValue) throws(AirflowError) {
        try self.init(AnswerFields(json, call: "StartupDetails"))
    }

    init(_ fields: AnswerFields) throws(AirflowError) {
        json = fields.value
        let run = try fields.object("dag_run")
        dagID = try run.string("dag_id")
        runID = try run.string("run_id")
        runType = run.optionalString("run_type") ?? "manual"
        logicalDate = try run.date("logical_date")
        dataIntervalStart = try run.date("data_interval_start")
        dataIntervalEnd = try run.date("data_interval_end")
        // Servers of all versions send one of them.
        let fallback = try run.date("start_date")
        runAfter = try run.date("run_after") ?? logicalDate ?? fallback ?? Date(timeIntervalSince1970: 0)
        if case .object(let members)? = run.value["conf"] { conf = members } else { conf = [:] }
        if case .array(let events)? = run.value["consumed_asset_events"] {
            assetEvents = events
        } else {
            assetEvents = []
        }
        rescheduleCount = fields.optionalInt("task_reschedule_count") ?? 0
        maximumRetries = fields.optionalInt("max_tries") ?? 0
        shouldRetry = fields.optionalBool("should_retry") ?? false
        keysToClear = fields.strings("xcom_keys_to_clear") ?? []
        nextMethod = fields.optionalString("next_method")
        nextArguments = fields.value["next_kwargs"].flatMap { $0 == .null ? nil : $0 }
        startDate = try fields.date("start_date")
    }
}
