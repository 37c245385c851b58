// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The object that a value fills.
struct JSONKeyedFrame<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let frame: JSONFrame

    var codingPath: [any CodingKey] { frame.codingPath }

    func encodeNil(forKey key: Key) throws { try encode(JSONValue.null, forKey: key) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try frame.add(value, at: .member(key.stringValue), key: key)
    }

    // The protocol has a default for these two that only throws.
    func encode(_ value: Int128, forKey key: Key) throws {
        try frame.add(value, at: .member(key.stringValue), key: key)
    }

    func encode(_ value: UInt128, forKey key: Key) throws {
        try frame.add(value, at: .member(key.stringValue), key: key)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        frame.addLateMember(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        frame.addLateMember(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { frame.addLateMember(JSONKey.ofSuperclass) }

    func superEncoder(forKey key: Key) -> any Encoder { frame.addLateMember(key) }
}
