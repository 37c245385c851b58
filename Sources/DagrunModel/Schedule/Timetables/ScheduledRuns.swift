// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

/// The runs of a timetable with all missed ones made up for.
///
/// Sources: Airflow 3.3.2, `iter_dagrun_infos_between`.
public struct ScheduledRuns: Sequence, IteratorProtocol, Sendable {
    private let timetable: Timetable
    private let start: Date
    private let end: Date?
    private var upcoming: ScheduledRun?

    init(_ timetable: Timetable, from start: Date, through end: Date?) throws(ScheduleError) {
        self.timetable = timetable
        self.start = start
        self.end = end
        // A continuous schedule depends on when runs end, so it has no runs that can be told beforehand.
        if timetable.source != .continuous {
            upcoming = try timetable.nextRun(last: nil, earliest: start, latest: end, catchup: true, now: start)
        }
    }

    /// The next run.
    ///
    /// - Returns: The run, or nil behind the last one.
    public mutating func next() -> ScheduledRun? {
        guard let run = upcoming else { return nil }
        let following = try? timetable.nextRun(
            last: run.interval, earliest: start, latest: end, catchup: true, now: start)
        // Files with odd zone data must not make a sequence without progress.
        upcoming = following.flatMap { $0.logicalDate > run.logicalDate ? $0 : nil }
        return run
    }
}
