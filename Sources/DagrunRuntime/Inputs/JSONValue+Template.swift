// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import FoundationEssentials

extension JSONValue {
    /// The value as it stands in a template: a string as it is, anything else as JSON.
    public var templateText: String {
        if case .string(let text) = self { return text }
        return CanonicalJSON.text(of: self)
    }

    /// Reads the value in a type of your choice.
    ///
    /// - Parameter type: The type.
    /// - Returns: The value.
    /// - Throws: `DecodingError` when it is not of that type.
    public func decode<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        if let value = self as? Value { return value }
        return try XComValue(json: Array(CanonicalJSON.text(of: self).utf8)).decode(as: type)
    }
}
