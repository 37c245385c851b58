// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A try of a task instance that is to be run.
public struct TaskWorkload: Sendable {
    /// The token of the Execution API that allows to begin the try, and nothing else.
    public var token: String
    /// The id of the task instance, a UUID; each try has its own.
    public var instanceID: String
    /// The DAG's id.
    public var dagID: String
    /// The task's id.
    public var taskID: String
    /// The run's id.
    public var runID: String
    /// The number of the try, from 1.
    public var tryNumber: Int
    /// The instance's place in its mapped task; -1 where it is not mapped.
    public var mapIndex: Int
    /// The queue it waited in.
    public var queue: String?
    /// The id of the version of the DAG.
    public var dagVersionID: String?
    /// The trace that the try belongs to: the header `traceparent` (W3C Trace Context).
    public var traceParent: String?
    /// The name of the DAG bundle.
    public var bundleName: String?
    /// The version of the DAG bundle; nil where it has none.
    public var bundleVersion: String?
    /// Where the file of the DAG lies in the bundle.
    public var dagPath: String?
    /// Where the log belongs, relative to the folder of logs.
    public var logPath: String?

    init(_ fields: AnswerFields) throws(AirflowError) {
        let instance = try fields.object("ti")
        token = try fields.string("token")
        instanceID = try instance.string("id")
        dagID = try instance.string("dag_id")
        taskID = try instance.string("task_id")
        runID = try instance.string("run_id")
        tryNumber = try instance.int("try_number")
        mapIndex = instance.optionalInt("map_index") ?? -1
        queue = instance.optionalString("queue")
        dagVersionID = instance.optionalString("dag_version_id")
        traceParent = (try? instance.object("context_carrier"))?.optionalString("traceparent")
        let bundle = try? fields.object("bundle_info")
        bundleName = bundle?.optionalString("name")
        bundleVersion = bundle?.optionalString("version")
        dagPath = fields.optionalString("dag_rel_path")
        logPath = fields.optionalString("log_path")
    }
}
