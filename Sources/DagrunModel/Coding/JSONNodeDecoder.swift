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
        guard case .object(let members) = node else { throw mismatch([String: JSONValue].self, "an object") }
        return KeyedDecodingContainer(JSONKeyedNodes(members: members, decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = node else { throw mismatch([JSONValue].self, "an array") }
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
        if let number = type as? any JSONNumber.Type {
            if let value = try self.number(as: number) as? Value { return value }
        }
        guard let foundation = FoundationType(type) else { return try Value(from: self) }
        guard case .null = node else {
            guard let own = foundation.own(node) else { throw corrupted("\(node.kind) that is no \(type)") }
            return try Value(from: JSONNodeDecoder(node: own, path: path))
        }
        throw mismatch(type, "a \(type)")
    }

    private func number<Number: JSONNumber>(as type: Number.Type) throws -> Number {
        let number: Number?
        switch node {
        case .int(let value): number = Number(exactly: value)
        case .double(let value): number = Number(named: value)
        case .number(let text): number = Number(json: text)
        default: throw mismatch(type, "a number")
        }
        guard let number else {
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
