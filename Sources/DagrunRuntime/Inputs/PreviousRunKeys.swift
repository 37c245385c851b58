// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// What a template may take from the latest run before that succeeded.
///
/// ``TaskContext`` has properties of the same names; those have to be waited for, which a key path can't say.
public struct PreviousRunKeys: Sendable {
    let run: PreviousRun

    /// The beginning of the data that it worked on.
    ///
    /// Airflow's `prev_data_interval_start_success`.
    public var prevDataIntervalStartSuccess: Date? { run.dataIntervalStart }
    /// The end of the data that it worked on.
    ///
    /// Airflow's `prev_data_interval_end_success`.
    public var prevDataIntervalEndSuccess: Date? { run.dataIntervalEnd }
    /// When it began.
    ///
    /// Airflow's `prev_start_date_success`.
    public var prevStartDateSuccess: Date? { run.startDate }
    /// When it ended.
    ///
    /// Airflow's `prev_end_date_success`.
    public var prevEndDateSuccess: Date? { run.endDate }
}
