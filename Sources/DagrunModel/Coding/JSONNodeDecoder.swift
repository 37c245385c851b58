// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import FoundationEssentials

/// Decodes a value from JSON that was read.
struct JSONNodeDecoder: Decoder {
    let node: JSONNode
    let path: JSONPath?

    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = node.withoutPythonClass else {
            throw mismatch([String: JSONValue].self, "an object")
        }
        return KeyedDecodingContainer(JSONKeyedNodes(members: members, decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = node.withoutPythonClass else {
            throw mismatch([JSONValue].self, "an array")
        }
        return JSONUnkeyedNodes(elements: elements, decoder: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { JSONSingleNode(decoder: self) }

    /// The decoder for a part.
    func part(_ node: JSONNode, _ key: any CodingKey) -> JSONNodeDecoder {
        JSONNodeDecoder(node: node, path: JSONPath(key: key, front: path))
    }

    // MARK: Values

    /// The value in a type.
    func value<Value: Decodable>(as type: Value.Type) throws -> Value {
        // A value that looks at itself, such as `JSONValue`, sees what Python said of its class; a scalar does not.
        if case .object = node, Self.isScalar(type), case let plain = node.withoutPythonClass {
            guard case .object = plain else { return try JSONNodeDecoder(node: plain, path: path).value(as: type) }
        }
        if type == String.self {
            if case .string(let text) = node, let value = text as? Value { return value }
            throw mismatch(type, "a string")
        }
        if type == Bool.self {
            if case .bool(let flag) = node, let value = flag as? Value { return value }
            throw mismatch(type, "a boolean")
        }
        if type == JSONValue.self, let value = node.value as? Value { return value }
        if type == Date.self { return try date(as: type) }
        if type == Double.self { return try number(Double.self, as: type) }
        if type == Float.self { return try number(Float.self, as: type) }
        if JSONScalar.isInteger(type), let integer = type as? any FixedWidthInteger.Type {
            return try self.integer(integer, as: type)
        }
        guard let foundation = FoundationType(type) else { return try Value(from: self) }
        guard case .null = node else {
            guard let own = foundation.own(node) else { throw corrupted("\(node.kind) that is no \(type)") }
            return try Value(from: JSONNodeDecoder(node: own, path: path))
        }
        throw mismatch(type, "a \(type)")
    }

    private static func isScalar(_ type: Any.Type) -> Bool {
        type == String.self || type == Bool.self || type == Date.self || type == Double.self || type == Float.self
            || JSONScalar.isInteger(type) || FoundationType(type) != nil
    }

    // One function for all types of integers, not one for each: it asks its type for all that it needs.
    private func integer<Integer: FixedWidthInteger, Value>(_: Integer.Type, as type: Value.Type) throws -> Value {
        let number: Integer?
        switch node {
        case .int(let value): number = Integer(exactly: value)
        // `1.0` and `1e2` are whole numbers, too.
        case .number(let text): number = Integer(text) ?? Double(text).flatMap(Integer.init(exactly:))
        case .double: number = nil
        default: throw mismatch(type, "a number")
        }
        return try checked(number, as: type)
    }

    private func number<Number: BinaryFloatingPoint & LosslessStringConvertible, Value>(
        _: Number.Type, as type: Value.Type
    ) throws -> Value {
        let number: Number?
        switch node {
        // The nearest number: few whole numbers above 2^53 have one of their own.
        case .int(let value): number = Number(value)
        case .double(let value): number = Number(value)
        case .number(let text): number = Number(text).flatMap { $0.isFinite ? $0 : nil }
        default: throw mismatch(type, "a number")
        }
        return try checked(number, as: type)
    }

    private func checked<Value>(_ number: Any?, as type: Value.Type) throws -> Value {
        guard let number = number as? Value else {
            throw corrupted("the number \(node.value.map(CanonicalJSON.text) ?? "") is not within \(type)")
        }
        return number
    }

    private func date<Value>(as type: Value.Type) throws -> Value {
        guard case .string(let text) = node else { throw mismatch(type, "a date") }
        guard let date = try? ISO8601.parse(text), let value = date as? Value else {
            throw corrupted("“\(text)” is not an ISO 8601 instant")
        }
        return value
    }

    // MARK: Errors

    func mismatch(_ type: Any.Type, _ wanted: String) -> DecodingError {
        if case .null = node {
            return .valueNotFound(type, context("\(wanted) is expected, and this is null"))
        }
        return .typeMismatch(type, context("\(wanted) is expected, and this is \(node.kind)"))
    }

    private func corrupted(_ problem: String) -> DecodingError { .dataCorrupted(context(problem)) }

    private func context(_ description: String) -> DecodingError.Context {
        DecodingError.Context(codingPath: codingPath, debugDescription: description)
    }
}
