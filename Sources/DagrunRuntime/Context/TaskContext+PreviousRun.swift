// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

// They are asked for only when a task wants them, as in Airflow. Each is nil in a run without a logical date, and where
// no earlier run succeeded.
extension TaskContext {
    /// The beginning of the data that the latest successful run before this one worked on; nil where there is none.
    ///
    /// Airflow's `prev_data_interval_start_success`. Before means an earlier logical date.
    public var prevDataIntervalStartSuccess: Date? {
        get async throws { try await services.previousSuccessfulRun()?.dataIntervalStart }
    }
    /// The end of the data that the latest successful run before this one worked on; nil where there is none.
    ///
    /// Airflow's `prev_data_interval_end_success`. Before means an earlier logical date.
    public var prevDataIntervalEndSuccess: Date? {
        get async throws { try await services.previousSuccessfulRun()?.dataIntervalEnd }
    }
    /// When the latest successful run before this one began; nil where there is none.
    ///
    /// Airflow's `prev_start_date_success`. Before means an earlier logical date.
    public var prevStartDateSuccess: Date? {
        get async throws { try await services.previousSuccessfulRun()?.startDate }
    }
    /// When the latest successful run before this one ended; nil where there is none.
    ///
    /// Airflow's `prev_end_date_success`. Before means an earlier logical date.
    public var prevEndDateSuccess: Date? {
        get async throws { try await services.previousSuccessfulRun()?.endDate }
    }
}
