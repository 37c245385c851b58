// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

extension Timetable {
    /// All the runs whose logical date lies in a span of time, in order.
    ///
    /// A backfill asks for these. `.once` gives one run at the beginning of the span; `.continuous`, assets and `.none`
    /// give none.
    ///
    /// - Parameters:
    ///   - start: The first possible logical date.
    ///   - end: The last possible logical date, or nil to go on as long as there are fire times.
    /// - Returns: The runs, computed as they are asked for.
    /// - Throws: ``ScheduleError/unschedulable(_:)`` where Airflow can't find the first fire time.
    public func runs(from start: Date, through end: Date? = nil) throws(ScheduleError) -> ScheduledRuns {
        try ScheduledRuns(self, from: start, through: end)
    }

    /// The first fire times at or after an instant.
    ///
    /// - Parameters:
    ///   - start: The instant; the first fire time itself where it is one.
    ///   - count: How many.
    /// - Returns: The fire times in order; fewer where the schedule ends.
    /// - Throws: ``ScheduleError/unschedulable(_:)`` where Airflow can't find the first fire time.
    public func fireTimes(from start: Date, count: Int) throws(ScheduleError) -> [Date] {
        try Timetable(source: source, kind: .trigger).runs(from: start).prefix(max(0, count)).map(\.logicalDate)
    }

    /// The next run that a scheduler has to make.
    ///
    /// - Parameters:
    ///   - last: The data interval of the last scheduled run, or nil before the first one.
    ///   - earliest: The first possible logical date: the DAG's start date.
    ///   - latest: The last possible logical date: the DAG's end date.
    ///   - catchup: Whether missed runs are made up for. If not, all but the latest are left out.
    ///   - now: The present instant.
    /// - Returns: The run, or nil where there is none to make.
    /// - Throws: ``ScheduleError/unschedulable(_:)`` where a cron expression has no next or previous fire time.
    public func nextRun(
        last: DataInterval?, earliest: Date?, latest: Date? = nil, catchup: Bool, now: Date
    ) throws(ScheduleError) -> ScheduledRun? {
        let planner = RunPlanner(
            last: last.map { (Microseconds($0.start), Microseconds($0.end)) },
            earliest: earliest.map { Microseconds($0) },
            latest: latest.map { Microseconds($0) }, catchup: catchup, now: Microseconds(now))
        let span: RunPlanner.Span?
        switch (source, kind) {
        case (.never, _): span = nil
        case (.once, _): span = planner.once()
        case (.continuous, _): span = planner.continuous()
        case (.every(let micros), .trigger): span = try planner.every(micros)
        case (.every(let micros), .dataInterval): span = try planner.intervals(every: micros)
        case (.crons(let crons), .trigger): span = try planner.crons(crons)
        case (.crons(let crons), .dataInterval):
            span =
                try crons.first.map { cron throws(ScheduleError) in
                    try planner.intervals(of: cron)
                } ?? nil
        }
        return span.map { ScheduledRun(DataInterval(start: $0.start.date, end: $0.end.date)) }
    }

    init(source: Source, kind: Kind) {
        self.source = source
        self.kind = kind
    }
}
