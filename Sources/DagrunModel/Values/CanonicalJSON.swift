// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Writes values as JSON whose bytes depend on the value alone.
///
/// The bytes are those of Python's `json.dumps(value, sort_keys=True, ensure_ascii=False)`: members sorted by the Unicode
/// scalars of their names, integers exact, doubles in the shortest form that reads back the same and always with a
/// fraction or an exponent (`90.0`), only quotes, backslashes and control characters escaped, UTF-8. As in Python, a
/// double that is not finite becomes `NaN`, `Infinity` or `-Infinity`, which strict readers refuse: ask
/// ``JSONValue/isFinite`` first where that matters.
public enum CanonicalJSON {
    /// Writes a value without any white space: the form that is hashed.
    ///
    /// - Parameter value: The value.
    /// - Returns: The text in UTF-8.
    public static func bytes(of value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(isPretty: false)
        writer.write(value)
        return writer.bytes
    }

    /// Writes a value for people: indented by two spaces, with a newline at the end.
    ///
    /// - Parameter value: The value.
    /// - Returns: The text in UTF-8.
    public static func prettyBytes(of value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(isPretty: true)
        writer.write(value)
        return writer.bytes + [0x0A]
    }

    /// Writes a value without any white space.
    ///
    /// - Parameter value: The value.
    /// - Returns: The text.
    public static func text(of value: JSONValue) -> String { String(decoding: bytes(of: value), as: UTF8.self) }
}

extension JSONValue {
    /// Whether all numbers in it are finite, so that every JSON reader takes its text.
    public var isFinite: Bool {
        switch self {
        case .null, .bool, .int, .string: true
        case .double(let value): value.isFinite
        case .array(let elements): elements.allSatisfy(\.isFinite)
        case .object(let members): members.values.allSatisfy(\.isFinite)
        }
    }
}
