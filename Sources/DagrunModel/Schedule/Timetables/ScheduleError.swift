// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why a schedule gives no runs.
public enum ScheduleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A cron expression is wrong.
    case cron(CronError)
    /// The time zone can't be used.
    case timeZone(TimeZoneError)
    /// A cron expression is right, but has no fire time within 50 years.
    ///
    /// Airflow looks to both sides of the start before it gives the first fire time, so an expression that has no *earlier*
    /// fire time is unschedulable, too: `0 0 1 1 * 0 2030` before 2030.
    case unschedulable(String)
    /// There is no cron expression in the list.
    case noExpression
    /// The seconds between runs are not a positive number, or are more than 10000 years.
    case invalidSeconds(Double)
    /// Data intervals are asked for between the fire times of several cron expressions, which Airflow doesn't have.
    case intervalsOfSeveralCrons([String])

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .cron(let error): error.description
        case .timeZone(let error): error.description
        case .unschedulable(let text):
            "cron expression \"\(text)\" has no fire time within 50 years to one side of the start; change its days or years"
        case .noExpression: "a cron schedule needs an expression; write one, or use no schedule"
        case .invalidSeconds(let seconds):
            "a schedule can't repeat every \(seconds) seconds; write a number above 0 and below 10000 years"
        case .intervalsOfSeveralCrons(let texts):
            "data intervals need a single cron expression, not \(texts.count); use trigger timetables, or one expression"
        }
    }
}
