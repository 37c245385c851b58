// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

/// Tells whether a run is the latest one of its DAG's schedule.
///
/// Source: Airflow 3.3, `LatestOnlyOperator._get_compare_dates` of the standard provider.
struct LatestRun {
    private let facts: RunFacts
    private let timetable: Timetable

    /// Looks at a run.
    ///
    /// - Parameters:
    ///   - facts: The run.
    ///   - schedule: The schedule of its DAG.
    /// - Throws: `ScheduleError` for a schedule that can't be kept.
    init(_ facts: RunFacts, of schedule: ScheduleDefinition) throws {
        self.facts = facts
        timetable = try Timetable(schedule)
    }

    /// Whether the run is the latest one at an instant.
    func isLatest(at now: Date) throws -> Bool {
        guard facts.runType != .manual else { return true }
        let date = facts.logicalDate ?? facts.runAfter
        let own = DataInterval(start: facts.dataIntervalStart ?? date, end: facts.dataIntervalEnd ?? date)
        let next = try timetable.nextRun(last: own, earliest: own.end, latest: nil, catchup: true, now: now)
        guard let next else { return true }
        return own.start < now && now <= next.interval.end
    }
}
