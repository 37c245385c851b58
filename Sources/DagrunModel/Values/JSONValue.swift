// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A JSON value that keeps integers exact.
///
/// Parameters, `conf`, literal inputs and the DAG document are made of it. Objects compare and encode by sorted key, so
/// equal values have equal bytes. RFC 8259.
public enum JSONValue: Sendable, Hashable {
    /// The literal `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case int(Int64)
    /// Any other number.
    case double(Double)
    /// A string.
    case string(String)
    /// An ordered list.
    case array([JSONValue])
    /// Members by name; their order is not kept.
    case object([String: JSONValue])
}

extension JSONValue {
    /// A member of an object; nil where there is none, or for any other value.
    public subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { return members[name] }
        return nil
    }
}

extension JSONValue: Codable {
    /// Reads any JSON value.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when the input is not a JSON value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Writes the value as plain JSON.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: `EncodingError` for a number that is not finite.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// The value of `nil`.
    public init(nilLiteral: ()) { self = .null }
    /// The value of `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// The value of a whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// The value of a number with a fraction.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// The value of a string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// The value of a list.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// The value of an object; of two members with one name the last one stays.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}
