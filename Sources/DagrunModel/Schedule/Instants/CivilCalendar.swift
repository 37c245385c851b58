// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Arithmetic of the proleptic Gregorian calendar on day numbers.
///
/// Day 0 is 1970-01-01. Nothing here knows a time zone or a clock.
enum CivilCalendar {
    /// The years that Airflow's dates can hold.
    static let years = 1...9999

    /// Whether a year has a 29th of February.
    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The days of a month; the month is in `1...12`.
    static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day number of a date; the month is in `1...12`.
    ///
    /// The year is counted from March, so that the leap day is the last one and months before it have fixed starts.
    static func day(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = month > 2 ? month - 3 : month + 9
        let leapDays = floorDivide(marchYear, 4) - floorDivide(marchYear, 100) + floorDivide(marchYear, 400)
        return marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 + day - 1 - 719_468
    }

    /// The date of a day number.
    static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
        let fromMarchZero = day + 719_468
        let era = floorDivide(fromMarchZero, 146_097)
        let dayOfEra = fromMarchZero - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (dayOfYear * 5 + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (marchMonth * 153 + 2) / 5 + 1)
    }

    /// The day of the week: 0 is Sunday.
    static func weekday(ofDay day: Int) -> Int {
        // 1970-01-01 was a Thursday.
        floorModulo(day + 4, 7)
    }

    /// The quotient rounded towards minus infinity; the divisor is positive.
    static func floorDivide<Number: BinaryInteger>(_ number: Number, _ divisor: Number) -> Number {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The remainder that is never negative; the divisor is positive.
    static func floorModulo<Number: BinaryInteger>(_ number: Number, _ divisor: Number) -> Number {
        let remainder = number % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
