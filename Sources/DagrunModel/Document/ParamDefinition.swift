// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A parameter of a DAG's runs.
public struct ParamDefinition: Sendable, Hashable, Codable {
    /// The value where a run gives none; absent: every run must give one.
    public var defaultValue: JSONValue?
    /// What it is for.
    public var description: String?
    /// The values it may take, as JSON Schema (draft 2020-12): `type`, `minimum`, `maximum`, `enum`, `pattern`, ….
    public var schema: [String: JSONValue]

    /// Makes a parameter.
    ///
    /// - Parameters:
    ///   - defaultValue: The value where a run gives none.
    ///   - description: What it is for.
    ///   - schema: The values it may take, as JSON Schema.
    public init(defaultValue: JSONValue? = nil, description: String? = nil, schema: [String: JSONValue] = [:]) {
        self.defaultValue = defaultValue
        self.description = description
        self.schema = schema
    }
}
