// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow

/// What became of a job.
struct JobEnd: Sendable {
    /// What was reported of the job: a task that failed in good order is a job that succeeded.
    var job: EdgeJobState
    /// The state of the task that was told, in Airflow's words; nil where none was, and for jobs without a task.
    var task: String?

    /// Whether somebody should look at it.
    var isFailure: Bool { job == .failed || task == "failed" }

    /// The state to show to people, for whom a job that told of a failed task is none that succeeded.
    var word: String { job == .failed ? job.rawValue : task ?? job.rawValue }
}
