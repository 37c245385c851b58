// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// An instant taken apart in UTC, to be written.
struct ISO8601Parts {
    private let date: (year: Int, month: Int, day: Int)
    private let secondOfDay: Int
    /// The fraction with its point, or nothing where it is zero.
    let fraction: String

    init(_ date: Date) {
        let instant = Microseconds(date)
        self.date = CivilCalendar.date(ofDay: CivilCalendar.floorDivide(instant.seconds, 86_400))
        secondOfDay = CivilCalendar.floorModulo(instant.seconds, 86_400)
        fraction = instant.fraction == 0 ? "" : ".\(ISO8601Parts.padded(instant.fraction, to: 6))"
    }

    /// Year, month and day.
    func day(separator: String) -> String {
        let year = ISO8601Parts.padded(date.year, to: 4)
        return [year, ISO8601Parts.padded(date.month), ISO8601Parts.padded(date.day)].joined(separator: separator)
    }

    /// Hour, minute and second.
    func time(separator: String) -> String {
        [secondOfDay / 3_600, secondOfDay / 60 % 60, secondOfDay % 60]
            .map { ISO8601Parts.padded($0) }
            .joined(separator: separator)
    }

    /// The whole text in UTC with three digits behind the point, whatever they are.
    var milliseconds: String {
        let digits = fraction.isEmpty ? "000" : String(fraction.dropFirst().prefix(3))
        return "\(day(separator: "-"))T\(time(separator: ":")).\(digits)Z"
    }

    /// The whole text with the given name for UTC behind it.
    func text(zone: String) -> String {
        "\(day(separator: "-"))T\(time(separator: ":"))\(fraction)\(zone)"
    }

    private static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
