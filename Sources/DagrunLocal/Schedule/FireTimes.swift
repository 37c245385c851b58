// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// When a schedule makes runs, within the dates of its DAG.
public struct FireTimes: Sendable {
    private let timetable: Timetable
    private let start: Date?
    private let end: Date?

    /// The fire times of a DAG.
    ///
    /// - Parameter dag: Its settings.
    /// - Throws: `ScheduleError` or `ISO8601Error` for a schedule or a date that can't be kept.
    public init(of dag: DAGDefinition) throws {
        timetable = try Timetable(dag.schedule)
        start = try dag.startDate.map { text in try ISO8601.parse(text) }
        end = try dag.endDate.map { text in try ISO8601.parse(text) }
    }

    /// The fire times of a schedule without a DAG.
    ///
    /// - Parameters:
    ///   - text: A cron expression or preset, as Airflow reads it.
    ///   - timeZone: The IANA name of the zone in which the expression is read.
    /// - Throws: `ScheduleError` that says which field is wrong and why.
    public init(_ text: String, timeZone: String) throws(ScheduleError) {
        let schedule = ScheduleDefinition(text)
        if case .cron(let expressions, _) = schedule {
            timetable = try Timetable(.cron(expressions, timeZone: timeZone))
        } else {
            timetable = try Timetable(schedule)
        }
        start = nil
        end = nil
    }

    /// Whether there are fire times without end.
    public var isPeriodic: Bool { timetable.isPeriodic }

    /// The first fire times.
    ///
    /// - Parameters:
    ///   - instant: The first possible one.
    ///   - count: How many.
    /// - Returns: The fire times in order; fewer where the schedule ends.
    /// - Throws: `ScheduleError` where there is no fire time to begin with.
    public func times(from instant: Date, count: Int) throws(ScheduleError) -> [Date] {
        guard count > 0 else { return [] }
        return try timetable.runs(from: max(instant, start ?? instant), through: end).prefix(count).map(\.logicalDate)
    }

    /// The runs of a span of time.
    ///
    /// - Parameters:
    ///   - first: The first possible logical date.
    ///   - last: The last possible logical date.
    /// - Returns: The runs in order, computed as they are asked for.
    /// - Throws: `ScheduleError` where there is no fire time to begin with.
    func runs(from first: Date, through last: Date) throws(ScheduleError) -> ScheduledRuns {
        try timetable.runs(from: max(first, start ?? first), through: min(last, end ?? last))
    }
}
