// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
package import DagrunRuntime

/// Secrets in a JSON file, in the forms of Airflow's local filesystem backend.
///
/// A file with both kinds is `{"variables": {…}, "connections": {…}}`. A file of one kind may hold its members at the top.
/// A connection is a URI, or an object with the keys of ``DagrunRuntime/Connection/init(object:connID:)`` and
/// `extra_dejson`; a variable that is no text is its JSON text.
package struct FileSecrets: SecretsSource {
    /// What a file holds when it has no sections.
    package enum Kind: String, Sendable {
        case variables, connections
    }

    package let name: String
    private let path: String
    private let variables: [String: JSONValue]
    private let connections: [String: JSONValue]

    /// Reads the file's text.
    ///
    /// - Parameters:
    ///   - text: The JSON text.
    ///   - path: Where it is from, for errors.
    ///   - name: The source's name.
    ///   - kind: The kind to take from it; `nil` takes both and asks for sections.
    /// - Throws: ``LocalSecretsError`` for a text that isn't such an object.
    package init(text: String, path: String, name: String, kind: Kind?) throws(LocalSecretsError) {
        guard case .object(let members)? = SecretsJSON.value(of: text) else {
            throw LocalSecretsError(source: path, reason: "this is not a JSON object; check its commas and quotes")
        }
        self.path = path
        self.name = name
        var sections: [Kind: [String: JSONValue]] = [:]
        for (key, value) in members {
            guard let section = Kind(rawValue: key), case .object(let object) = value else { continue }
            sections[section] = object
        }
        let isSectioned = sections.count == members.count
        switch kind {
        case nil where !isSectioned:
            throw LocalSecretsError(
                source: path, reason: "the file's keys are \"variables\" and \"connections\", each with an object")
        case .variables? where !isSectioned:
            sections = [.variables: members]
        case .connections? where !isSectioned:
            sections = [.connections: members]
        default: break
        }
        variables = kind == .connections ? [:] : (sections[.variables] ?? [:]).filter { $0.value != .null }
        connections = kind == .variables ? [:] : sections[.connections] ?? [:]
    }

    package var variableKeys: [String] { Array(variables.keys) }
    package var connectionIDs: [String] { Array(connections.keys) }

    package func variable(_ key: String) -> String? {
        switch variables[key] {
        case nil: nil
        case .string(let text)?: text
        case let value?: SecretsJSON.text(of: value)
        }
    }

    package func connection(_ id: String) throws(LocalSecretsError) -> Connection? {
        guard var value = connections[id] else { return nil }
        // Airflow takes a list of one as well.
        if case .array(let values) = value, values.count == 1 { value = values[0] }
        do {
            switch value {
            case .string(let text): return try Connection(text: text, connID: id)
            case .object(let members):
                return try Connection(object: try forConnection(members, id), connID: id)
            default: throw fault(id, "it is neither a URI nor an object")
            }
        } catch let error as ConnectionError {
            throw LocalSecretsError(source: path, reason: error.description)
        } catch let error as LocalSecretsError {
            throw error
        } catch {
            throw fault(id, "it can't be read")
        }
    }

    /// Turns the keys that only files have into those of the JSON form.
    private func forConnection(_ members: [String: JSONValue], _ id: String) throws -> [String: JSONValue] {
        var members = members
        if let stated = members.removeValue(forKey: "conn_id"), stated != .string(id), stated != .null {
            throw fault(id, "its \"conn_id\" is another one; remove it or make them equal")
        }
        if let extra = members.removeValue(forKey: "extra_dejson") {
            guard members["extra"] == nil else {
                throw fault(id, "it has both \"extra\" and \"extra_dejson\"; keep one")
            }
            members["extra"] = extra
        }
        return members
    }

    private func fault(_ id: String, _ reason: String) -> LocalSecretsError {
        LocalSecretsError(source: path, reason: "Connection '\(id)' can't be read: \(reason)")
    }
}
