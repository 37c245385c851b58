// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A cron expression in a time zone.
///
/// Changes of clocks are treated as Airflow does: a schedule that covers every hour goes on in real time; any other is
/// searched in local time, takes the second one of a repeated time, and moves a skipped time on by what was skipped.
/// Source: Airflow 3.3.2, `airflow.timetables._cron.CronMixin`.
struct ZonedCron: Sendable, Hashable {
    let expression: CronExpression
    let zone: TimeZoneRules

    /// The fire time after an instant.
    func next(after current: Microseconds) throws(ScheduleError) -> Microseconds {
        guard let local = local(current), let fire = expression.firstFire(after: local.seconds) else {
            throw unschedulable
        }
        return try instant(ofFire: fire, current, local)
    }

    /// The fire time before an instant, by Airflow's reckoning.
    ///
    /// Where clocks skip a fire time this may be the given instant itself; ``last(before:)`` never is.
    func previous(before current: Microseconds) throws(ScheduleError) -> Microseconds {
        guard let local = local(current), let before = local.adding(-1),
            let fire = expression.lastFire(upTo: before.seconds)
        else { throw unschedulable }
        return try instant(ofFire: fire, current, local)
    }

    /// The last fire time that is truly before an instant.
    func last(before current: Microseconds) throws(ScheduleError) -> Microseconds {
        var found = try previous(before: current)
        var local = local(current)
        while found >= current {
            guard let before = local?.adding(-1), let fire = expression.lastFire(upTo: before.seconds) else {
                throw unschedulable
            }
            found = Microseconds(seconds: zone.second(ofLocal: fire))
            local = Microseconds(seconds: fire)
        }
        return found
    }

    /// The instant itself where it is a fire time, else the next one.
    func alignedToNext(_ current: Microseconds) throws(ScheduleError) -> Microseconds {
        let next = try next(after: current)
        return try previous(before: next) == current ? current : next
    }

    /// The instant itself where it is a fire time, else the previous one.
    func alignedToPrevious(_ current: Microseconds) throws(ScheduleError) -> Microseconds {
        let previous = try previous(before: current)
        return try next(after: previous) == current ? current : previous
    }

    private func local(_ instant: Microseconds) -> Microseconds? {
        instant.adding(Int64(zone.offset(atSecond: instant.seconds)) * 1_000_000)
    }

    private func instant(
        ofFire fire: Int, _ current: Microseconds, _ local: Microseconds
    ) throws(ScheduleError) -> Microseconds {
        guard expression.coversEveryHour else {
            let instant = Microseconds(seconds: zone.second(ofLocal: fire))
            guard instant >= .earliest, instant <= .latest else { throw unschedulable }
            return instant
        }
        guard let instant = current.adding(Microseconds(seconds: fire).value - local.value) else { throw unschedulable }
        return instant
    }

    private var unschedulable: ScheduleError { .unschedulable(expression.text) }
}
