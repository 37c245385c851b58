// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The array that a value fills.
struct JSONUnkeyedFrame: UnkeyedEncodingContainer {
    let frame: JSONFrame

    var codingPath: [any CodingKey] { frame.codingPath }
    var count: Int { frame.count }

    func encodeNil() throws { try encode(JSONValue.null) }

    func encode<Value: Encodable>(_ value: Value) throws {
        try frame.add(value, at: .element, key: JSONKey(intValue: frame.count))
    }

    // The protocol has a default for these two that only throws.
    func encode(_ value: Int128) throws { try frame.add(value, at: .element) }

    func encode(_ value: UInt128) throws { try frame.add(value, at: .element) }

    func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        frame.addLateElement().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { frame.addLateElement().unkeyedContainer() }

    func superEncoder() -> any Encoder { frame.addLateElement() }
}
