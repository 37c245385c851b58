// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// What the two state stores have in common.
enum StoredValue {
    /// The member by which Airflow's workers mark a value that is kept elsewhere.
    static let reference = "__airflow_state_ref__"

    /// Encodes a value to be stored.
    static func encode(_ value: some Encodable & Sendable, _ key: String) throws -> JSONValue {
        try check(key)
        let json = try JSONValue(parsing: XComValue(value).json)
        guard json != .null else {
            throw TaskSignal.fail("the state store keeps no null: delete the key “\(key)” instead")
        }
        return json
    }

    /// Reads a value from an answer.
    static func decode<Value: Decodable>(_ answer: JSONValue?, as type: Value.Type, _ key: String) throws -> Value? {
        guard let value = answer?["value"], value != .null else { return nil }
        if case .string? = value[reference] {
            throw ServiceUnavailable(
                "the value of “\(key)” is kept outside of Airflow, by a state store backend of the worker that wrote it; this"
                    + " worker has none: read it with a worker that has, or write it without")
        }
        return try value.decode(as: type)
    }

    static func check(_ key: String) throws {
        if key.isEmpty { throw TaskSignal.fail("a key of the state store must not be empty") }
    }
}
