// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The elements of an array that is decoded.
struct JSONUnkeyedNodes: UnkeyedDecodingContainer {
    let elements: [JSONNode]
    let decoder: JSONNodeDecoder
    private(set) var currentIndex = 0

    init(elements: [JSONNode], decoder: JSONNodeDecoder) { (self.elements, self.decoder) = (elements, decoder) }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard case .null = try part(JSONValue.self).node else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next(type) }

    // The protocol has a default for these two that only throws.
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try next(type) }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try next(type) }

    private mutating func next<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try part(type).value(as: type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try part([String: JSONValue].self).container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try part([JSONValue].self).unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try part(JSONValue.self)
        currentIndex += 1
        return decoder
    }

    private func part(_ type: Any.Type) throws -> JSONNodeDecoder {
        let key = JSONKey(intValue: currentIndex)
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                type,
                DecodingError.Context(
                    codingPath: codingPath + [key], debugDescription: "the array has no more elements"))
        }
        return decoder.part(elements[currentIndex], key)
    }
}
