// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunRuntime

/// Secrets in environment variables: `AIRFLOW_VAR_<KEY>` and `AIRFLOW_CONN_<ID>`, in upper case.
package struct EnvironmentSecrets: SecretsSource {
    /// What the name of a variable's environment variable begins with.
    package static let variablePrefix = "AIRFLOW_VAR_"
    /// What the name of a connection's environment variable begins with.
    package static let connectionPrefix = "AIRFLOW_CONN_"

    package let name: String
    private let environment: [String: String]

    package init(name: String, environment: [String: String]) {
        self.name = name
        self.environment = environment.filter {
            $0.key.hasPrefix(Self.variablePrefix) || $0.key.hasPrefix(Self.connectionPrefix)
        }
    }

    /// Whether there is anything here.
    var isEmpty: Bool { environment.isEmpty }

    // The case a key was asked for in is lost in its name.
    package var variableKeys: [String] { keys(Self.variablePrefix) }
    package var connectionIDs: [String] { keys(Self.connectionPrefix) }

    package func variable(_ key: String) -> String? { environment[Self.variablePrefix + key.uppercased()] }

    package func connection(_ id: String) throws(LocalSecretsError) -> Connection? {
        let variable = Self.connectionPrefix + id.uppercased()
        // An empty one counts as unset, as in Airflow.
        guard let text = environment[variable], !text.isEmpty else { return nil }
        do {
            return try Connection(text: text, connID: id)
        } catch {
            throw LocalSecretsError(source: "\(variable) in \(name)", reason: error.description)
        }
    }

    private func keys(_ prefix: String) -> [String] {
        environment.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count).lowercased() }
    }
}
