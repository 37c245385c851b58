// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

/// Values that are written without their own `encode(to:)`.
enum JSONScalar {
    /// Appends a value, if it is of one of these types.
    ///
    /// Where the type is known to the compiler, the tests of it cost nothing.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - bytes: The text so far.
    ///   - path: Where the value is; asked for only when it is refused.
    /// - Returns: Whether it was appended.
    /// - Throws: `EncodingError` when the value has no JSON form.
    @inline(__always)
    static func append<Value: Encodable>(
        _ value: Value, to bytes: inout [UInt8], path: @autoclosure () -> [any CodingKey]
    ) throws -> Bool {
        if Value.self == String.self, let value = value as? String {
            bytes.append(jsonString: value)
        } else if Value.self == Int.self, let value = value as? Int {
            bytes.append(integer: value)
        } else if Value.self == Bool.self, let value = value as? Bool {
            bytes.append(value ? "true" : "false")
        } else if Value.self == Double.self, let value = value as? Double {
            try append(value, to: &bytes, path: path())
        } else {
            return try appendOther(value, to: &bytes, path: path())
        }
        return true
    }

    private static func appendOther<Value: Encodable>(
        _ value: Value, to bytes: inout [UInt8], path: @autoclosure () -> [any CodingKey]
    ) throws -> Bool {
        if Value.self == JSONValue.self, let value = value as? JSONValue {
            guard value.isFinite else { throw notFinite(value, path()) }
            bytes.append(contentsOf: CanonicalJSON.bytes(of: value))
        } else if Value.self == Date.self, let value = value as? Date {
            bytes.append(jsonString: ISO8601.format(value))
        } else if Value.self == Float.self, let value = value as? Float {
            try append(value, to: &bytes, path: path())
        } else if isInteger(Value.self), let value = value as? any FixedWidthInteger {
            bytes.append(contentsOf: value.description.utf8)
        } else {
            return try FoundationType(Value.self)?.append(value, to: &bytes, path: path) != nil
        }
        return true
    }

    /// Whether a type is one of the standard library's integers.
    ///
    /// Nearly all that comes by is a type of the program's own, for which asking for a conformance would be dear.
    static func isInteger(_ type: Any.Type) -> Bool {
        type == Int.self || type == Int64.self || type == Int32.self || type == Int16.self || type == Int8.self
            || type == UInt.self || type == UInt64.self || type == UInt32.self || type == UInt16.self
            || type == UInt8.self || type == Int128.self || type == UInt128.self
    }

    private static func append<Number: BinaryFloatingPoint & LosslessStringConvertible>(
        _ number: Number, to bytes: inout [UInt8], path: @autoclosure () -> [any CodingKey]
    ) throws {
        guard number.isFinite else { throw notFinite(number, path()) }
        // The shortest text that reads back the same; negative zero keeps its fraction, as an integer has no sign of its own.
        let text = number.description
        bytes.append(contentsOf: text.utf8)
        if text.hasSuffix(".0"), !(number.isZero && number.sign == .minus) { bytes.removeLast(2) }
    }

    private static func notFinite(_ value: Any, _ path: [any CodingKey]) -> EncodingError {
        .invalidValue(
            value, EncodingError.Context(codingPath: path, debugDescription: "JSON has no number for \(value)"))
    }
}
