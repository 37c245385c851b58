// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// JSON to be decoded: like ``JSONValue``, but with numbers as they are written, since the type asked for says what they are.
enum JSONNode: JSONTree {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([String: JSONNode])

    static func number(from text: String) -> JSONNode? { .number(text) }

    /// The same value; nil when one of its numbers is too large.
    var value: JSONValue? {
        switch self {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .double(let value): return .double(value)
        case .number(let text): return JSONValue.number(from: text)
        case .string(let value): return .string(value)
        case .array(let elements):
            let values = elements.compactMap(\.value)
            return values.count == elements.count ? .array(values) : nil
        case .object(let members):
            let values = members.compactMapValues(\.value)
            return values.count == members.count ? .object(values) : nil
        }
    }

    /// What it is, in an error.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .int, .double, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
