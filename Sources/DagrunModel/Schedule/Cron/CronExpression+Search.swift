// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension CronExpression {
    /// Years without a fire time after which croniter gives up.
    private static let longestGap = 50

    /// The first civil second that fires after a given one.
    ///
    /// - Parameter second: Seconds of local time since 1970-01-01T00:00.
    /// - Returns: The second, or nil where there is none within 50 years.
    func firstFire(after second: Int) -> Int? {
        let start = hasSeconds ? second + 1 : (CivilCalendar.floorDivide(second, 60) + 1) * 60
        var nearest: Int?
        for rule in days.rules {
            guard let found = search(from: start, rule: rule) else { return nil }
            nearest = min(nearest ?? found, found)
        }
        return nearest
    }

    /// The last civil second that fires, up to a given one.
    ///
    /// - Parameter second: Seconds of local time since 1970-01-01T00:00.
    /// - Returns: The second, or nil where there is none within 50 years.
    func lastFire(upTo second: Int) -> Int? {
        let start = hasSeconds ? second : CivilCalendar.floorDivide(second, 60) * 60
        var nearest: Int?
        for rule in days.rules {
            guard let found = search(backFrom: start, rule: rule) else { return nil }
            nearest = max(nearest ?? found, found)
        }
        return nearest
    }

    private func search(from second: Int, rule: CronDays.Rule) -> Int? {
        let startDay = CivilCalendar.floorDivide(second, 86_400)
        var (year, month, day) = CivilCalendar.date(ofDay: startDay)
        let lastYear = min(year + CronExpression.longestGap, CivilCalendar.years.upperBound)
        guard year >= CivilCalendar.years.lowerBound else { return nil }
        if fires(year: year, month: month), days.mask(year: year, month: month, rule: rule) & (1 << UInt64(day)) != 0,
            let time = times.first(from: CivilCalendar.floorModulo(second, 86_400))
        {
            return startDay * 86_400 + time
        }
        day += 1
        while year <= lastYear {
            if fires(year: year, month: month),
                let found = CronTimes.lowest(days.mask(year: year, month: month, rule: rule), from: day),
                let time = times.first(from: 0)
            {
                return CivilCalendar.day(year: year, month: month, day: found) * 86_400 + time
            }
            (year, month, day) = month < 12 ? (year, month + 1, 1) : (year + 1, 1, 1)
        }
        return nil
    }

    private func search(backFrom second: Int, rule: CronDays.Rule) -> Int? {
        let startDay = CivilCalendar.floorDivide(second, 86_400)
        var (year, month, day) = CivilCalendar.date(ofDay: startDay)
        let firstYear = max(year - CronExpression.longestGap, CivilCalendar.years.lowerBound)
        guard year <= CivilCalendar.years.upperBound else { return nil }
        if fires(year: year, month: month), days.mask(year: year, month: month, rule: rule) & (1 << UInt64(day)) != 0,
            let time = times.last(to: CivilCalendar.floorModulo(second, 86_400))
        {
            return startDay * 86_400 + time
        }
        day -= 1
        while year >= firstYear {
            if fires(year: year, month: month),
                let found = CronTimes.highest(days.mask(year: year, month: month, rule: rule), to: day),
                let time = times.last(to: 86_399)
            {
                return CivilCalendar.day(year: year, month: month, day: found) * 86_400 + time
            }
            (year, month, day) = month > 1 ? (year, month - 1, 31) : (year - 1, 12, 31)
        }
        return nil
    }

    private func fires(year: Int, month: Int) -> Bool {
        months & (1 << UInt64(month)) != 0 && (years?.contains(year) ?? true)
    }
}
