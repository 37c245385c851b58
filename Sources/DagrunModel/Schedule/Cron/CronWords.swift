// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A simple cron expression in plain words.
///
/// Only forms that nobody could read two ways are put in words; of any other there is no text.
struct CronWords {
    private static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let presets = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@quarterly": "0 0 1 */3 *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    /// Such as `every day at 06:00`; nil where the expression is not a simple one.
    let text: String?

    init(_ expression: String) {
        let fields = (Self.presets[expression] ?? expression).split(separator: " ")
        text = fields.count == 5 ? Self.text(fields) : nil
    }

    private static func text(_ fields: [Substring]) -> String? {
        let (minute, hour, day, month, weekday) = (fields[0], fields[1], fields[2], fields[3], fields[4])
        let isEveryDay = day == "*" && month == "*" && weekday == "*"
        if isEveryDay, hour == "*" {
            if minute == "*" { return "every minute" }
            if let step = step(minute, dividing: 60) { return step == 1 ? "every minute" : "every \(step) minutes" }
            return number(minute, in: 0...59).map { $0 == 0 ? "every hour" : "at minute \($0) of every hour" }
        }
        guard let minute = number(minute, in: 0...59) else { return nil }
        if isEveryDay, let step = step(hour, dividing: 24) {
            let behind = minute == 0 ? "" : " at minute \(minute)"
            return step == 1 ? "every hour\(behind)" : "every \(step) hours\(behind)"
        }
        guard let hour = number(hour, in: 0...23) else { return nil }
        let time = "at \(two(hour)):\(two(minute))"
        switch (day, month, weekday) {
        case ("*", "*", "*"): return "every day \(time)"
        case ("*", "*", _): return weekdays(weekday).map { "\($0) \(time)" }
        case (_, "*", "*"): return number(day, in: 1...31).map { "on day \($0) of every month \(time)" }
        case ("1", "*/3", "*"): return "on the first day of every quarter \(time)"
        case ("1", "1", "*"): return "on the first day of every year \(time)"
        default: return nil
        }
    }

    private static func weekdays(_ field: Substring) -> String? {
        let ends = field.split(separator: "-", omittingEmptySubsequences: false).map { number($0, in: 0...7) }
        switch ends.count {
        case 1: return ends[0].map { "every \(days[$0])" }
        case 2:
            guard let first = ends[0], let last = ends[1], first < last else { return nil }
            return "\(days[first]) to \(days[last])"
        default: return nil
        }
    }

    private static func step(_ field: Substring, dividing whole: Int) -> Int? {
        guard field.hasPrefix("*/"), let step = number(field.dropFirst(2), in: 1...whole), whole % step == 0 else {
            return nil
        }
        return step
    }

    private static func number(_ field: Substring, in range: ClosedRange<Int>) -> Int? {
        guard field.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let value = Int(field), range.contains(value) else {
            return nil
        }
        return value
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
