// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The one value that a value is written as.
struct JSONSingleFrame: SingleValueEncodingContainer {
    let frame: JSONFrame

    var codingPath: [any CodingKey] { frame.codingPath }

    func encodeNil() throws { try encode(JSONValue.null) }

    func encode<Value: Encodable>(_ value: Value) throws { try frame.add(value, at: .whole) }

    // The protocol has a default for these two that only throws.
    func encode(_ value: Int128) throws { try frame.add(value, at: .whole) }

    func encode(_ value: UInt128) throws { try frame.add(value, at: .whole) }
}
