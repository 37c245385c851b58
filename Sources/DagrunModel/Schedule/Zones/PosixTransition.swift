// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A yearly change of clocks in a POSIX TZ rule.
struct PosixTransition: Sendable, Hashable {
    /// The ways to name a day of the year.
    enum Day: Sendable, Hashable {
        /// `Jn`: day 1 to 365; the 29th of February is never counted.
        case julian(Int)
        /// `n`: day 0 to 365; the 29th of February is counted.
        case zeroBased(Int)
        /// `Mm.w.d`: the w-th weekday of a month, 5 for the last one.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    /// The day.
    let day: Day
    /// Seconds from its begin; up to a week to either side.
    let time: Int

    /// The local second since 1970 in a year.
    func second(in year: Int) -> Int {
        let newYear = CivilCalendar.day(year: year, month: 1, day: 1)
        let number =
            switch day {
            case .julian(let day): newYear + day - 1 + (day >= 60 && CivilCalendar.isLeap(year) ? 1 : 0)
            case .zeroBased(let day): newYear + day
            case .weekday(let month, let week, let weekday):
                PosixTransition.day(year: year, month: month, week: week, weekday: weekday)
            }
        return number * 86_400 + time
    }

    private static func day(year: Int, month: Int, week: Int, weekday: Int) -> Int {
        let first = CivilCalendar.day(year: year, month: month, day: 1)
        let offset = CivilCalendar.floorModulo(weekday - CivilCalendar.weekday(ofDay: first), 7) + (week - 1) * 7
        return first + (offset < CivilCalendar.daysInMonth(month, of: year) ? offset : offset - 7)
    }
}
