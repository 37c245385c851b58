// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension LocalSecrets {
    /// What to tell the user of a variable that no place has.
    ///
    /// - Parameter key: The variable's key.
    /// - Returns: Where was looked, what may be meant, and how to set it.
    package func missingVariable(_ key: String) -> String {
        missing(
            "Variable", key, section: "variables", value: "value", environmentPrefix: EnvironmentSecrets.variablePrefix,
            known: sources.flatMap(\.variableKeys))
    }

    /// What to tell the user of a connection that no place has.
    ///
    /// - Parameter id: The connection's id.
    /// - Returns: Where was looked, what may be meant, and how to set it.
    package func missingConnection(_ id: String) -> String {
        missing(
            "Connection", id, section: "connections", value: "type://login:password@host:port/schema",
            environmentPrefix: EnvironmentSecrets.connectionPrefix, known: sources.flatMap(\.connectionIDs))
    }

    private func missing(
        _ what: String, _ key: String, section: String, value: String, environmentPrefix: String, known: [String]
    ) -> String {
        let variable = environmentPrefix + key.uppercased()
        let places = sources.map(\.name) + absent.map { "\($0) (no such file)" }
        var lines = ["\(what) '\(key)' is not set. Looked in: \(places.joined(separator: ", "))."]
        if let suggestion = Suggestion.closest(to: key, in: known) { lines.append("Did you mean '\(suggestion)'?") }
        let inFile = "add \"\(key)\": \"\(value)\" to \"\(section)\" in \(defaultPath)"
        if variable.utf8.allSatisfy(Self.isShellName) {
            lines.append("Set it with: export \(variable)='\(value)', or \(inFile).")
        } else {
            // A shell can't export such a name.
            lines.append("To set it, \(inFile).")
        }
        return lines.joined(separator: "\n")
    }

    private static func isShellName(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57) || byte == UInt8(ascii: "_")
    }
}
