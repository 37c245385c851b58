// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The one value that a value is decoded from.
struct JSONSingleNode: SingleValueDecodingContainer {
    let decoder: JSONNodeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool {
        if case .null = decoder.node { true } else { false }
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.value(as: type) }

    // The protocol has a default for these two that only throws.
    func decode(_ type: Int128.Type) throws -> Int128 { try decoder.value(as: type) }

    func decode(_ type: UInt128.Type) throws -> UInt128 { try decoder.value(as: type) }
}
