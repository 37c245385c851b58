// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// The latest run of the DAG, by logical date, that succeeded before the present one.
///
/// How it came about does not matter. What is known of it is what Airflow 3.3 tells a task: the response
/// `PrevSuccessfulDagRunResponse` of its Execution API.
public struct PreviousRun: Sendable, Hashable {
    /// The beginning of the data that it worked on.
    public var dataIntervalStart: Date?
    /// The end of the data that it worked on.
    public var dataIntervalEnd: Date?
    /// When it began.
    public var startDate: Date?
    /// When it ended.
    public var endDate: Date?

    /// Makes what is known of a run.
    ///
    /// - Parameters:
    ///   - dataIntervalStart: The beginning of the data that it worked on.
    ///   - dataIntervalEnd: The end of the data that it worked on.
    ///   - startDate: When it began.
    ///   - endDate: When it ended.
    public init(
        dataIntervalStart: Date? = nil, dataIntervalEnd: Date? = nil, startDate: Date? = nil, endDate: Date? = nil
    ) {
        self.dataIntervalStart = dataIntervalStart
        self.dataIntervalEnd = dataIntervalEnd
        self.startDate = startDate
        self.endDate = endDate
    }
}
