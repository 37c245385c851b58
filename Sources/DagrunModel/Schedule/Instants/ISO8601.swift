// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// Reads and writes instants in the forms of ISO 8601 that Airflow uses.
///
/// The reader is strict: one way to write an instant is read one way, or refused with a reason. Dates are those of the
/// Gregorian calendar in the years 1 to 9999; instants outside are written as the nearest of them. `Date` keeps
/// microseconds in the years 1730 to 2270.
public enum ISO8601 {
    /// Reads an instant.
    ///
    /// A date (`2024-03-10`), or a date and time with `T` between them (`2024-03-10T06:20`, `2024-03-10T06:20:00.5`), then
    /// an offset (`Z`, `+01:00`, `+0100`, `+01`). Without an offset it is UTC, as in Airflow's command line. A fraction has
    /// one to six digits.
    ///
    /// - Parameter text: The text, without white space around it.
    /// - Returns: The instant.
    /// - Throws: ``ISO8601Error`` when the text is anything else or names no instant, such as the 30th of February.
    public static func parse(_ text: String) throws(ISO8601Error) -> Date {
        var reader = ISO8601Reader(text)
        return try reader.read().date
    }

    /// The instant in UTC with `Z`: `2024-03-10T06:20:00Z`.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The text; a fraction of six digits is there only when it is not zero.
    public static func format(_ date: Date) -> String { ISO8601Parts(date).text(zone: "Z") }

    /// The instant in UTC to the millisecond: `2024-03-10T06:20:00.000Z`.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The text; it has the same length for all instants.
    public static func milliseconds(_ date: Date) -> String { ISO8601Parts(date).milliseconds }

    /// Airflow's `ts`: `2024-03-10T06:20:00+00:00`.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The text; a fraction of six digits is there only when it is not zero.
    public static func ts(_ date: Date) -> String { ISO8601Parts(date).text(zone: "+00:00") }

    /// Airflow's `ts_nodash`: `20240310T062000`.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The text, without a fraction.
    public static func tsNoDash(_ date: Date) -> String {
        let parts = ISO8601Parts(date)
        return "\(parts.day(separator: ""))T\(parts.time(separator: ""))"
    }

    /// Airflow's `ts_nodash_with_tz`: `20240310T062000+0000`.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The text; a fraction of six digits is there only when it is not zero.
    public static func tsNoDashWithTZ(_ date: Date) -> String {
        let parts = ISO8601Parts(date)
        return "\(parts.day(separator: ""))T\(parts.time(separator: ""))\(parts.fraction)+0000"
    }

    /// Airflow's `ds`: `2024-03-10`.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The day in UTC.
    public static func ds(_ date: Date) -> String { ISO8601Parts(date).day(separator: "-") }

    /// Airflow's `ds_nodash`: `20240310`.
    ///
    /// - Parameter date: The instant.
    /// - Returns: The day in UTC.
    public static func dsNoDash(_ date: Date) -> String { ISO8601Parts(date).day(separator: "") }
}
