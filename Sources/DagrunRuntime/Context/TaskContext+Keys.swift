// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import FoundationEssentials

// Airflow's template keys. Those that need a logical date are optional: a run by hand may have none.
extension TaskContext {
    /// The DAG's id.
    ///
    /// Airflow's `dag.dag_id`.
    public var dagID: String { run.dagID }
    /// The task's full id.
    ///
    /// Airflow's `task.task_id`.
    public var taskID: String { task.taskID }
    /// The run's id.
    ///
    /// Airflow's `run_id`.
    public var runID: String { run.runID }
    /// How the run came about.
    ///
    /// Airflow's `dag_run.run_type`.
    public var runType: String { run.runType.rawValue }
    /// What the one who made the run handed over.
    ///
    /// Airflow's `dag_run.conf`.
    public var conf: Params { Params(run.conf) }
    /// The run starts at this instant or later.
    ///
    /// Airflow's `dag_run.run_after`.
    public var runAfter: Date { run.runAfter }
    /// The instant the run stands for; nil in a run without one.
    ///
    /// Airflow's `logical_date`.
    public var logicalDate: Date? { run.logicalDate }
    /// The beginning of the data the run works on.
    ///
    /// Airflow's `data_interval_start`.
    public var dataIntervalStart: Date? { run.dataIntervalStart }
    /// The end of the data the run works on.
    ///
    /// Airflow's `data_interval_end`.
    public var dataIntervalEnd: Date? { run.dataIntervalEnd }
    /// The logical date as `2026-01-02`.
    ///
    /// Airflow's `ds`.
    public var ds: String? { run.logicalDate.map(ISO8601.ds) }
    /// The logical date as `20260102`.
    ///
    /// Airflow's `ds_nodash`.
    public var dsNodash: String? { run.logicalDate.map(ISO8601.dsNoDash) }
    /// The logical date as `2026-01-02T03:04:05+00:00`.
    ///
    /// Airflow's `ts`.
    public var ts: String? { run.logicalDate.map(ISO8601.ts) }
    /// The logical date as `20260102T030405`.
    ///
    /// Airflow's `ts_nodash`.
    public var tsNodash: String? { run.logicalDate.map(ISO8601.tsNoDash) }
    /// The logical date as `20260102T030405+0000`.
    ///
    /// Airflow's `ts_nodash_with_tz`.
    public var tsNodashWithTZ: String? { run.logicalDate.map(ISO8601.tsNoDashWithTZ) }
    /// One text that names the task instance: `dag__task__20260102`.
    ///
    /// Airflow's `task_instance_key_str`.
    public var taskInstanceKey: String { "\(dagID)__\(taskID)__\(dsNodash ?? runID)" }
}
