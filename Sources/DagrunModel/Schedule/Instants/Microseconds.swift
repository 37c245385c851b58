// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// An instant as whole microseconds since 1970, the resolution of Airflow's dates.
///
/// Timetables compare instants for equality, which floating point does not bear.
struct Microseconds: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    let value: Int64

    /// The first microsecond of the year 1.
    static let earliest = Microseconds(seconds: CivilCalendar.day(year: 1, month: 1, day: 1) * 86_400)
    /// The last microsecond of the year 9999.
    static let latest = Microseconds(value: Microseconds(seconds: 253_402_300_800).value - 1)

    private static let perSecond: Int64 = 1_000_000

    init(value: Int64) { self.value = value }

    /// The instant of whole seconds since 1970; the seconds are within the years 1 to 9999.
    init(seconds: Int) { value = Int64(seconds) * Microseconds.perSecond }

    /// The nearest instant to a date, kept within the years 1 to 9999.
    ///
    /// A date keeps its microseconds in the years 1730 to 2270, and whole seconds everywhere.
    init(_ date: Date) {
        let reference = date.timeIntervalSinceReferenceDate
        // 2001 minus 1970; the change of epoch is made in integers, where it costs no precision.
        let epochs: Int64 = 978_307_200
        // Within these bounds, which not a number is not, the seconds fit an integer.
        guard reference >= -63_113_904_000 else {
            self = .earliest
            return
        }
        guard reference < 252_423_993_600 else {
            self = .latest
            return
        }
        let whole = reference.rounded(.down)
        value = (Int64(whole) + epochs) * Microseconds.perSecond + Int64(((reference - whole) * 1_000_000).rounded())
    }

    /// The instant as a date.
    var date: Date {
        Date(timeIntervalSinceReferenceDate: Double(value - 978_307_200_000_000) / 1_000_000)
    }

    /// Whole seconds since 1970, rounded down.
    var seconds: Int { Int(CivilCalendar.floorDivide(value, Microseconds.perSecond)) }

    /// The microseconds into the second.
    var fraction: Int { Int(CivilCalendar.floorModulo(value, Microseconds.perSecond)) }

    /// The instant so many microseconds later, or nil outside of the years 1 to 9999.
    func adding(_ microseconds: Int64) -> Microseconds? {
        let (sum, overflow) = value.addingReportingOverflow(microseconds)
        let moved = Microseconds(value: sum)
        return overflow || moved < .earliest || moved > .latest ? nil : moved
    }

    static func < (left: Microseconds, right: Microseconds) -> Bool { left.value < right.value }
}
