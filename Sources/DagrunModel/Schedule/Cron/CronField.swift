// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A field of a cron expression, in the order in which croniter expects them.
///
/// Seconds stand behind the five classic fields, years behind the seconds. Source: croniter 7.0.0, `CRON_FIELDS`.
public enum CronField: Int, Sendable, Hashable, CaseIterable {
    /// Minutes of the hour, 0 to 59.
    case minute
    /// Hours of the day, 0 to 23.
    case hour
    /// Days of the month, 1 to 31.
    case dayOfMonth
    /// Months of the year, 1 to 12.
    case month
    /// Days of the week, 0 (Sunday) to 6; 7 is Sunday, too.
    case dayOfWeek
    /// Seconds of the minute, 0 to 59.
    case second
    /// Years, 1970 to 2099.
    case year

    /// The place in the expression, counted from 1.
    public var position: Int { rawValue + 1 }

    /// The name for error messages.
    public var name: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .dayOfMonth: "day of month"
        case .month: "month"
        case .dayOfWeek: "day of week"
        case .second: "second"
        case .year: "year"
        }
    }

    /// The values that a field may hold.
    public var range: ClosedRange<Int> {
        switch self {
        case .minute, .second: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...6
        case .year: 1970...2099
        }
    }

    /// The value that a name stands for, in lower case.
    func value(named name: Substring) -> Int? {
        switch self {
        case .month: CronField.months.firstIndex(of: name).map { $0 + 1 }
        case .dayOfWeek: CronField.weekdays.firstIndex(of: name)
        default: nil
        }
    }

    static let months: [Substring] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    static let weekdays: [Substring] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
}
