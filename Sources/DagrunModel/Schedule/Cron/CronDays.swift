// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The days of a month on which a cron expression fires.
///
/// Day of month and day of week are alternatives when both are restricted. Where `#`, `L5` or `W` is involved, croniter
/// holds on to that part on both sides of the alternative, and fails as a whole where one side never comes true.
struct CronDays: Sendable, Hashable {
    /// How the two fields go together in one search.
    enum Rule: Sendable, Hashable {
        /// Both fields hold.
        case both
        /// One of the fields holds.
        case either
        /// The day of month holds, with what `#` or `L5` says.
        case dayOfMonth
        /// The day of week holds, with what `W` says.
        case dayOfWeek
    }

    /// The searches to make; the nearest of their results counts, and each must have one.
    let rules: [Rule]
    /// Whether plain weekdays stand beside ones with `#` or `L`, which croniter refuses.
    let mixesNthWeekdays: Bool

    private let days: UInt64
    private let weekdays: UInt64
    private let anyDay: Bool
    private let anyWeekday: Bool
    private let lastDay: Bool
    private let nearestWorkingDay: Int
    /// Weekday and the bits of ``CronFieldValues/nthWeekdays``, in order of weekday.
    private let nthWeekdays: [NthWeekday]

    private struct NthWeekday: Sendable, Hashable {
        let weekday: Int
        let nth: UInt8
    }

    /// Combines the fields; croniter looks for a star in the text of the other one.
    init(days: CronFieldValues, daysText: Substring, weekdays: CronFieldValues, weekdaysText: Substring) {
        // A field that lists everything counts as a star only beside a star.
        let listsEveryDay = days.count == CronField.dayOfMonth.range.count && weekdaysText.contains("*")
        let listsEveryWeekday = weekdays.count == CronField.dayOfWeek.range.count
        anyDay = days.hasStar || listsEveryDay
        anyWeekday = weekdays.hasStar || (listsEveryWeekday && daysText.contains("*"))
        self.days = days.mask(of: .dayOfMonth)
        self.weekdays = weekdays.mask(of: .dayOfWeek)
        lastDay = days.hasLastDay
        nearestWorkingDay = days.nearestWorkingDay
        nthWeekdays = weekdays.nthWeekdays.sorted { $0.key < $1.key }.map { NthWeekday(weekday: $0.key, nth: $0.value) }
        let hasPlain = !weekdays.values.isSubset(of: weekdays.nthWeekdays.keys)
        mixesNthWeekdays = !nthWeekdays.isEmpty && hasPlain && !listsEveryWeekday
        if anyDay || anyWeekday {
            rules = [.both]
        } else if nthWeekdays.isEmpty && nearestWorkingDay == 0 {
            rules = [.either]
        } else {
            rules = [.dayOfMonth, .dayOfWeek]
        }
    }

    /// The days of a month that fire, as bits 1 to 31.
    func mask(year: Int, month: Int, rule: Rule) -> UInt64 {
        let length = CivilCalendar.daysInMonth(month, of: year)
        let first = CivilCalendar.weekday(ofDay: CivilCalendar.day(year: year, month: month, day: 1))
        let all: UInt64 = ((1 << UInt64(length)) - 1) << 1
        let byDay =
            if nearestWorkingDay > 0 {
                workingDayMask(length: length, first: first)
            } else if anyDay || rule == .dayOfWeek {
                all
            } else {
                days & all | (lastDay ? 1 << UInt64(length) : 0)
            }
        let byWeekday =
            if !nthWeekdays.isEmpty {
                nthWeekdayMask(length: length, first: first)
            } else if anyWeekday || rule == .dayOfMonth {
                all
            } else {
                weekdayMask(first: first) & all
            }
        return rule == .either ? byDay | byWeekday : byDay & byWeekday
    }

    /// The days with one of the plain weekdays.
    private func weekdayMask(first: Int) -> UInt64 {
        let week = (weekdays >> UInt64(first) | weekdays << UInt64(7 - first)) & 0x7F
        return (week | week << 7 | week << 14 | week << 21 | week << 28) << 1
    }

    private func nthWeekdayMask(length: Int, first: Int) -> UInt64 {
        var mask: UInt64 = 0
        for entry in nthWeekdays {
            let day = 1 + CivilCalendar.floorModulo(entry.weekday - first, 7)
            if entry.nth & 1 != 0 { mask |= 1 << UInt64(day + (length - day) / 7 * 7) }
            for nth in 1...5 where entry.nth & (1 << UInt8(nth)) != 0 && day + (nth - 1) * 7 <= length {
                mask |= 1 << UInt64(day + (nth - 1) * 7)
            }
        }
        return mask
    }

    /// The working day nearest to the wanted one, in the same month.
    private func workingDayMask(length: Int, first: Int) -> UInt64 {
        let day = min(nearestWorkingDay, length)
        let nearest =
            switch (first + day - 1) % 7 {
            case 6: day > 1 ? day - 1 : day + 2
            case 0: day < length ? day + 1 : day - 2
            default: day
            }
        return 1 << UInt64(nearest)
    }
}
