// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes `Codable` values as JSON, and reads them back.
///
/// Foundation's coders would do, but any use of them links some five megabytes: they draw in `Data`, and that calendars,
/// property lists and attributed strings. The forms are theirs with sorted names: `Data` is Base64, a `URL` its text, a
/// `Decimal` a number, a whole double has no fraction. Dates are ISO 8601 in UTC, to the microsecond, as in Airflow. A
/// ``JSONValue`` keeps its own form, in which a double stays one.
package enum JSONCoder {
    /// Writes a value.
    ///
    /// - Parameter value: The value.
    /// - Returns: JSON text in UTF-8; names are in order, so equal values have equal bytes.
    /// - Throws: `EncodingError` when it has no JSON form, such as an infinite number; any error of the value's own coding.
    package static func encode<Value: Encodable>(_ value: Value) throws -> [UInt8] {
        var bytes: [UInt8] = []
        if try JSONScalar.append(value, to: &bytes, path: []) { return bytes }
        let frame = JSONFrame()
        try value.encode(to: frame)
        guard frame.isWritten else {
            throw EncodingError.invalidValue(
                value, EncodingError.Context(codingPath: [], debugDescription: "\(Value.self) encodes nothing"))
        }
        frame.appendText(to: &bytes)
        return bytes
    }

    /// Reads a value.
    ///
    /// - Parameters:
    ///   - type: The type wanted.
    ///   - bytes: JSON text in UTF-8.
    /// - Returns: The value.
    /// - Throws: `DecodingError` when the text is not JSON or not a value of that type; any error of the type's own coding.
    package static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        let node: JSONNode
        do throws(JSONSyntaxError) {
            // Read at once, without a detour over nodes.
            if type == JSONValue.self, let value = try JSONParser().value(from: bytes) as? Value { return value }
            node = try JSONParser().tree(from: bytes.span)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: [], debugDescription: "\(error)", underlyingError: error))
        }
        return try JSONNodeDecoder(node: node, path: nil).value(as: type)
    }
}
