// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
package import FoundationEssentials

/// Dates within XCom values: ISO 8601 in UTC, exact to the microsecond as Airflow's.
package enum XComDate {
    package static func format(_ date: Date) -> String { ISO8601.format(date) }
    package static func parse(_ text: String) -> Date? { try? ISO8601.parse(text) }
}
