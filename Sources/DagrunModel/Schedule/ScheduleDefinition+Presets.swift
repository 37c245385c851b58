// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension ScheduleDefinition {
    /// At the first minute of each hour, in UTC.
    public static let hourly = ScheduleDefinition.cron(["@hourly"], timeZone: "UTC")
    /// At midnight of each day, in UTC.
    public static let daily = ScheduleDefinition.cron(["@daily"], timeZone: "UTC")
    /// At midnight of each Sunday, in UTC.
    public static let weekly = ScheduleDefinition.cron(["@weekly"], timeZone: "UTC")
    /// At midnight of the first day of each month, in UTC.
    public static let monthly = ScheduleDefinition.cron(["@monthly"], timeZone: "UTC")
    /// At midnight of the first day of January, April, July and October, in UTC.
    public static let quarterly = ScheduleDefinition.cron(["@quarterly"], timeZone: "UTC")
    /// At midnight of the first of January, in UTC.
    public static let yearly = ScheduleDefinition.cron(["@yearly"], timeZone: "UTC")

    /// At the fire times of a cron expression.
    ///
    /// The expression is checked when the DAG is validated, with ``CronExpression/init(_:)``.
    ///
    /// - Parameters:
    ///   - expression: The expression or preset, such as `0 6 * * 1-5` or `@daily`.
    ///   - timeZone: The IANA name of the zone in which the expression is read.
    /// - Returns: The schedule.
    public static func cron(_ expression: String, timeZone: String = "UTC") -> ScheduleDefinition {
        .cron([expression], timeZone: timeZone)
    }

    /// At the fire times of several cron expressions, once where they coincide.
    ///
    /// - Parameters:
    ///   - expressions: The expressions or presets; at least one.
    ///   - timeZone: The IANA name of the zone in which the expressions are read.
    /// - Returns: The schedule.
    public static func crons(_ expressions: [String], timeZone: String = "UTC") -> ScheduleDefinition {
        .cron(expressions, timeZone: timeZone)
    }

    /// Again and again after a fixed time.
    ///
    /// - Parameter interval: The time between two runs; more than zero, kept to the microsecond.
    /// - Returns: The schedule.
    public static func every(_ interval: Duration) -> ScheduleDefinition {
        let (seconds, attoseconds) = interval.components
        return .every(seconds: Double(seconds) + Double(attoseconds) / 1e18)
    }

    /// When one of some assets was updated.
    ///
    /// - Parameter assets: The assets.
    /// - Returns: The schedule.
    public static func anyOf(_ assets: AssetDefinition...) -> ScheduleDefinition { .assets(assets, all: false) }

    /// When all of some assets were updated.
    ///
    /// - Parameter assets: The assets.
    /// - Returns: The schedule.
    public static func allOf(_ assets: AssetDefinition...) -> ScheduleDefinition { .assets(assets, all: true) }

    /// Makes the schedule that Airflow makes of a string.
    ///
    /// - Parameter text: `@once`, `@continuous`, or a cron expression or preset, which is read in UTC.
    public init(_ text: String) {
        switch text {
        case "@once": self = .once
        case "@continuous": self = .continuous
        default: self = .cron([text], timeZone: "UTC")
        }
    }
}

extension ScheduleDefinition: ExpressibleByStringLiteral {
    /// The schedule of a cron expression or preset, in UTC.
    public init(stringLiteral value: String) { self.init(value) }
}
