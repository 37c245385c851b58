// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds the next run under the limits of a scheduler.
///
/// One method for each of Airflow's timetables. Source: Airflow 3.3.2, `next_dagrun_info` in `airflow.timetables.trigger`,
/// `interval` and `simple`.
struct RunPlanner {
    /// A data interval.
    typealias Span = (start: Microseconds, end: Microseconds)

    /// The last scheduled run's data interval.
    let last: Span?
    /// The first possible logical date.
    let earliest: Microseconds?
    /// The last possible logical date.
    let latest: Microseconds?
    /// Whether missed runs are made up for.
    let catchup: Bool
    /// The present instant.
    let now: Microseconds

    /// `OnceTimetable`: as soon as possible, whatever `catchup` says.
    func once() -> Span? {
        guard last == nil else { return nil }
        return limited(exactly: earliest ?? now)
    }

    /// `ContinuousTimetable`: from the end of the last run until now.
    func continuous() -> Span? {
        let start = earliest ?? now
        var span = (start: start, end: max(start, now))
        if let last {
            if last.end > now {
                guard let end = start.adding(last.end.value - last.start.value) else { return nil }
                span = (start, end)
            } else {
                span = (last.end, now)
            }
        }
        if let latest, span.end > latest { return nil }
        return span
    }

    /// `DeltaTriggerTimetable`: any instant is aligned.
    func every(_ micros: Int64) throws(ScheduleError) -> Span? {
        let next = try last.map { span throws(ScheduleError) in try moved(span.end, micros) }
        if catchup { return limited(exactly: next ?? earliest ?? now) }
        return limited(exactly: max(now, next ?? now, earliest ?? now))
    }

    /// `CronTriggerTimetable` and `MultipleCronTriggerTimetable`.
    ///
    /// Without `catchup` the latest run that is due wins; if none is due, the first one to come.
    func crons(_ crons: [ZonedCron]) throws(ScheduleError) -> Span? {
        var best: Microseconds?
        for cron in crons {
            guard let span = limited(exactly: try trigger(cron)) else { continue }
            best = best.map { isBetter(span.start, than: $0) ? span.start : $0 } ?? span.start
        }
        return best.map { ($0, $0) }
    }

    /// `CronDataIntervalTimetable`.
    func intervals(of cron: ZonedCron) throws(ScheduleError) -> Span? {
        var first = try earliest.map { date throws(ScheduleError) in try cron.alignedToNext(date) }
        if !catchup {
            let begun = try cron.previous(before: now)
            // At a boundary the interval that ends now is due, else the one before the one that runs.
            let latestWhole = try cron.next(after: begun) == now ? begun : cron.previous(before: begun)
            first = first.map { max($0, latestWhole) } ?? latestWhole
        }
        let end = try last.map { span throws(ScheduleError) in try cron.alignedToPrevious(span.end) }
        guard var start = [end, first].compactMap({ $0 }).max() else { return nil }
        if let last, start <= last.start {
            start = try cron.next(after: start)
            guard start > last.start else { throw .unschedulable(cron.expression.text) }
        }
        if let latest, start > latest { return nil }
        return (start, try cron.next(after: start))
    }

    /// `DeltaDataIntervalTimetable`.
    func intervals(every micros: Int64) throws(ScheduleError) -> Span? {
        var first = earliest
        if !catchup {
            let boundary = try moved(now, -CivilCalendar.floorModulo(now.value, micros))
            let latestWhole = try moved(boundary, -micros)
            first = max(earliest ?? latestWhole, latestWhole)
        }
        guard var start = [last?.end, first].compactMap({ $0 }).max() else { return nil }
        if let last, start <= last.start { start = try moved(start, micros) }
        if let latest, start > latest { return nil }
        return (start, try moved(start, micros))
    }

    /// The instant of the next run of a single cron expression.
    private func trigger(_ cron: ZonedCron) throws(ScheduleError) -> Microseconds {
        let next = try last.map { span throws(ScheduleError) in try cron.next(after: span.end) }
        if catchup {
            if let next { return next }
            guard let earliest else { return try firstRun(cron) }
            return try cron.alignedToNext(earliest)
        }
        var candidates = [try cron.alignedToPrevious(now)]
        if let next {
            candidates.append(next)
        } else if earliest == nil {
            candidates.append(try firstRun(cron))
        }
        if let earliest { candidates.append(try cron.alignedToNext(earliest)) }
        return candidates.max() ?? now
    }

    /// The first run of a DAG without a start date: the past fire time if it is not long ago, else the next one.
    private func firstRun(_ cron: ZonedCron) throws(ScheduleError) -> Microseconds {
        let past = try cron.alignedToPrevious(now)
        let next = try cron.alignedToNext(now)
        // A tenth of the way to the next fire time, but at least five minutes.
        let tolerance = max((next.value - past.value) / 10, 300_000_000)
        return now.value - past.value <= tolerance ? past : next
    }

    private func isBetter(_ left: Microseconds, than right: Microseconds) -> Bool {
        if catchup || (left > now && right > now) { return left < right }
        if left <= now && right <= now { return left > right }
        return left <= now
    }

    private func limited(exactly instant: Microseconds) -> Span? {
        if let latest, instant > latest { return nil }
        return (instant, instant)
    }

    private func moved(_ instant: Microseconds, _ micros: Int64) throws(ScheduleError) -> Microseconds {
        guard let moved = instant.adding(micros) else { throw .invalidSeconds(Double(micros) / 1_000_000) }
        return moved
    }
}
