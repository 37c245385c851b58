// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
package import FoundationEssentials
package import Logging

/// A line of a task's log as Airflow's page shows it: a JSON object with `timestamp`, `level`, `event` and `logger`.
package enum TaskLogLine {
    /// Writes a line, with its end.
    ///
    /// - Parameters:
    ///   - level: One of Airflow's words for levels.
    ///   - text: The message.
    ///   - logger: Who says it.
    ///   - date: When.
    ///   - others: Facts beside it.
    /// - Returns: The line in UTF-8.
    package static func bytes(
        _ level: String, _ text: String, logger: String, at date: Date, _ others: [String: JSONValue] = [:]
    ) -> [UInt8] {
        var members = others
        members["timestamp"] = .string(ISO8601.ts(date))
        members["level"] = .string(level)
        // PostgreSQL and the page know no NUL.
        members["event"] = .string(text.replacing("\0", with: ""))
        members["logger"] = .string(logger)
        return CanonicalJSON.bytes(of: .object(members)) + [UInt8(ascii: "\n")]
    }

    /// Airflow's word for a level.
    package static func word(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "debug"
        case .info, .notice: "info"
        case .warning: "warning"
        case .error: "error"
        case .critical: "critical"
        }
    }
}
