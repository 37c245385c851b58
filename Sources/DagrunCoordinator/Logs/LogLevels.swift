// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import Logging

/// The levels below which nothing is logged, as Airflow is configured: one for all, and others for some loggers.
///
/// A supervisor writes down whatever it is sent, so the task's process leaves out what nobody wants.
///
/// Source: Airflow 3.3, “Configuration Reference”, `[logging] logging_level` and `namespace_levels`.
package struct LogLevels: Sendable, Hashable {
    /// The level of loggers without one of their own.
    package var minimum: Logger.Level = .info
    /// The levels of loggers, and of those below them in name.
    package var named: [String: Logger.Level] = [:]

    /// `INFO` for all.
    package init() {}

    /// Reads what a supervisor hands down; words that it can't be are passed over.
    ///
    /// - Parameter environment: Variables, among them `AIRFLOW__LOGGING__LOGGING_LEVEL`, such as `INFO`, and
    ///   `AIRFLOW__LOGGING__NAMESPACE_LEVELS`, such as `sqlalchemy=INFO, botocore=WARNING`.
    package init(environment: [String: String]) {
        if let level = environment["AIRFLOW__LOGGING__LOGGING_LEVEL"].flatMap(Self.level) { minimum = level }
        let pairs = environment["AIRFLOW__LOGGING__NAMESPACE_LEVELS"] ?? ""
        for pair in pairs.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let level = Self.level(String(parts[1])) else { continue }
            named[String(parts[0])] = level
        }
    }

    /// The level below which a logger writes nothing.
    ///
    /// - Parameter logger: The logger's name, with dots between its parts.
    /// - Returns: The level of the logger, or else of the nearest one above it that has one.
    package func minimum(of logger: String) -> Logger.Level {
        guard !named.isEmpty else { return minimum }
        var name = logger[...]
        while true {
            if let level = named[String(name)] { return level }
            guard let dot = name.lastIndex(of: ".") else { return minimum }
            name = name[..<dot]
        }
    }

    private static func level(_ word: String) -> Logger.Level? {
        switch word.lowercased() {
        case "notset", "debug": .debug
        case "info": .info
        case "warning", "warn": .warning
        case "error": .error
        case "critical", "fatal": .critical
        default: nil
        }
    }
}
