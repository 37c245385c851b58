// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The members of an object that is decoded.
struct JSONKeyedNodes<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [String: JSONNode]
    let decoder: JSONNodeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.keys.sorted().compactMap(Key.init) }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool {
        if case .null = try part(key).node { true } else { false }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try part(key).value(as: type)
    }

    // The protocol has a default for these two that only throws.
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try part(key).value(as: type) }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try part(key).value(as: type) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try part(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try part(key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder {
        decoder.part(members[JSONKey.ofSuperclass.stringValue] ?? .null, JSONKey.ofSuperclass)
    }

    func superDecoder(forKey key: Key) -> any Decoder { decoder.part(members[key.stringValue] ?? .null, key) }

    private func part(_ key: Key) throws -> JSONNodeDecoder {
        guard let node = members[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key,
                DecodingError.Context(
                    codingPath: codingPath, debugDescription: "there is no member “\(key.stringValue)”"))
        }
        return decoder.part(node, key)
    }
}
