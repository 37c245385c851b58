// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a template may take from the context, under Airflow's name and under ours.
///
/// A key path can't say its own name everywhere: on Linux it prints as an address.
struct TemplateKey: Sendable {
    /// Airflow's name: `data_interval_start`.
    let name: String
    /// The property: `dataIntervalStart`.
    let property: String
    private let path: any AnyKeyPath & Sendable

    private init(_ name: String, _ property: String, _ path: any PartialKeyPath<TaskContext> & Sendable) {
        (self.name, self.property, self.path) = (name, property, path)
    }

    private init(previous name: String, _ property: String, _ path: any PartialKeyPath<PreviousRunKeys> & Sendable) {
        (self.name, self.property, self.path) = (name, property, path)
    }

    /// The key behind a key path; nil where it is none of those that have a name.
    static func of(_ path: AnyKeyPath) -> TemplateKey? { all.first { $0.path == path } }

    private static let all = [
        TemplateKey("ds", "ds", \.ds),
        TemplateKey("ds_nodash", "dsNodash", \.dsNodash),
        TemplateKey("ts", "ts", \.ts),
        TemplateKey("ts_nodash", "tsNodash", \.tsNodash),
        TemplateKey("ts_nodash_with_tz", "tsNodashWithTZ", \.tsNodashWithTZ),
        TemplateKey("logical_date", "logicalDate", \.logicalDate),
        TemplateKey("data_interval_start", "dataIntervalStart", \.dataIntervalStart),
        TemplateKey("data_interval_end", "dataIntervalEnd", \.dataIntervalEnd),
        TemplateKey("run_id", "runID", \.runID),
        TemplateKey("dag_run.run_type", "runType", \.runType),
        TemplateKey("dag_run.run_after", "runAfter", \.runAfter),
        TemplateKey("dag.dag_id", "dagID", \.dagID),
        TemplateKey("task.task_id", "taskID", \.taskID),
        TemplateKey("task_instance_key_str", "taskInstanceKey", \.taskInstanceKey),
        TemplateKey("ti.try_number", "tryNumber", \.tryNumber),
        TemplateKey("ti.map_index", "mapIndex", \.mapIndex),
        TemplateKey("maximum_tries", "maximumTries", \.maximumTries),
        TemplateKey("ti.start_date", "firstStartDate", \.firstStartDate),
        TemplateKey("task_reschedule_count", "rescheduleCount", \.rescheduleCount),
        TemplateKey(
            previous: "prev_data_interval_start_success", "prevDataIntervalStartSuccess", \.prevDataIntervalStartSuccess
        ),
        TemplateKey(
            previous: "prev_data_interval_end_success", "prevDataIntervalEndSuccess", \.prevDataIntervalEndSuccess),
        TemplateKey(previous: "prev_start_date_success", "prevStartDateSuccess", \.prevStartDateSuccess),
        TemplateKey(previous: "prev_end_date_success", "prevEndDateSuccess", \.prevEndDateSuccess),
    ]
}
