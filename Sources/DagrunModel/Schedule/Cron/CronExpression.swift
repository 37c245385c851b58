// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A cron expression, read as Airflow reads it.
///
/// Five fields (minute, hour, day of month, month, day of week), six with seconds behind them, or seven with years behind
/// the seconds; or a preset such as `@daily`. Upper and lower case are the same. It is Airflow's reading in every corner:
/// day of month and day of week are alternatives when both are given, `L` is the last day, `15W` the nearest working day,
/// `FRI#2` the second Friday, `L5` the last Friday.
///
/// `R` (a random value) is drawn once, from the text, so that a schedule is the same each time it is looked at; Airflow
/// draws anew at each look. `H` needs a hash id that Airflow does not give, and is refused by both.
///
/// Sources: croniter 7.0.0; Airflow 3.3.2, `airflow.timetables._cron`.
public struct CronExpression: Sendable, Hashable, CustomStringConvertible {
    /// The text as given.
    public let text: String

    /// Whether it fires at least once in each hour of each day it fires on.
    ///
    /// True only for `*` and what croniter turns into it; Airflow treats such schedules in another way when clocks change.
    let coversEveryHour: Bool
    /// Whether the expression has a field for seconds.
    let hasSeconds: Bool
    let times: CronTimes
    let days: CronDays
    let months: UInt64
    /// The years, or nil for all.
    let years: Set<Int>?

    /// Reads an expression.
    ///
    /// - Parameter text: The expression or preset.
    /// - Throws: ``CronError`` with the field, the text and the reason, wherever Airflow refuses the expression.
    public init(_ text: String) throws(CronError) {
        self.text = text
        let fields = try CronExpression.fields(of: text)
        hasSeconds = fields.count > CronField.second.rawValue
        var values: [CronFieldValues] = []
        for (field, entry) in zip(CronField.allCases, fields) {
            do {
                let expanded = try CronRandom(field: field, seed: text).expand(entry)
                var reader = CronFieldReader(field, expanded)
                values.append(try reader.read())
            } catch {
                throw CronError(expression: text, field: field, text: error.text, reason: error.reason)
            }
        }
        days = CronDays(
            days: values[CronField.dayOfMonth.rawValue], daysText: fields[CronField.dayOfMonth.rawValue],
            weekdays: values[CronField.dayOfWeek.rawValue], weekdaysText: fields[CronField.dayOfWeek.rawValue])
        if days.mixesNthWeekdays {
            throw CronError(
                expression: text, field: .dayOfWeek, text: String(fields[CronField.dayOfWeek.rawValue]),
                reason: "days with # or L can't be mixed with plain days")
        }
        let hours = values[CronField.hour.rawValue]
        coversEveryHour = hours.isStarOnly || hours.count == CronField.hour.range.count
        times = CronTimes(
            minutes: values[CronField.minute.rawValue].mask(of: .minute), hours: hours.mask(of: .hour),
            seconds: hasSeconds ? values[CronField.second.rawValue].mask(of: .second) : 1)
        months = values[CronField.month.rawValue].mask(of: .month)
        let years = values.count > CronField.year.rawValue ? values[CronField.year.rawValue] : nil
        // All the 130 years are as good as a star.
        let isEveryYear = years.map { $0.hasStar || $0.count == CronField.year.range.count } ?? true
        self.years = isEveryYear ? nil : years?.values
    }

    /// The text as given.
    public var description: String { text }

    /// The fields' texts in lower case.
    private static func fields(of text: String) throws(CronError) -> [Substring] {
        let lower = presets[text] ?? aliases[text.lowercased()] ?? text.lowercased()
        let fields = lower.unicodeScalars.split { scalar in
            // ASCII white space only; a no-break space is no separator.
            scalar == " " || ("\t"..."\r").contains(scalar)
        }
        guard 5...7 ~= fields.count else {
            let hint =
                text.hasPrefix("@") ? "it is no preset; the presets are \(presetNames)" : "it has \(fields.count)"
            throw CronError(
                expression: text, field: nil, text: text,
                reason: "an expression has 5 fields, 6 with seconds or 7 with years; \(hint)")
        }
        return fields.map { Substring($0) }
    }

    /// Airflow's presets, in this spelling only (`airflow.utils.dates.cron_presets`).
    private static let presets = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *",
        "@quarterly": "0 0 1 */3 *", "@yearly": "0 0 1 1 *",
    ]
    /// croniter's presets, in upper or lower case.
    private static let aliases = [
        "@midnight": "0 0 * * *", "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]
    private static let presetNames = "@hourly, @daily, @weekly, @monthly, @quarterly, @yearly, @once and @continuous"
}
