// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a job does.
///
/// Source: Airflow 3.3, `airflow.executors.workloads`.
public enum Workload: Sendable {
    /// Run a try of a task instance.
    case task(TaskWorkload)
    /// Run a callback, such as that of a missed deadline.
    case callback(CallbackWorkload)
    /// Something that this version doesn't know.
    case unknown(type: String)

    init(_ fields: AnswerFields) throws(AirflowError) {
        switch fields.optionalString("type") {
        case "ExecuteTask": self = .task(try TaskWorkload(fields))
        case "ExecuteCallback": self = .callback(try CallbackWorkload(fields))
        case let type: self = .unknown(type: type ?? "")
        }
    }
}
