// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// A value that one task hands to others.
///
/// It is JSON. Within one process the Swift value travels along, so that a consumer of the same type does not decode it
/// again.
public struct XComValue: Sendable {
    /// The value as JSON text in UTF-8.
    public let json: [UInt8]
    private let live: (any Sendable)?

    /// Takes a value as it came from outside.
    ///
    /// - Parameter json: JSON text in UTF-8; looked at when it is read.
    public init(json: [UInt8]) {
        self.json = json
        self.live = nil
    }

    /// Encodes a value.
    ///
    /// - Parameter value: Any `Codable` value.
    /// - Throws: `EncodingError` when it has no JSON form, such as an infinite number.
    public init<Value: Encodable & Sendable>(_ value: Value) throws {
        self.json = try JSONCoder.encode(value)
        self.live = value
    }

    /// Reads the value.
    ///
    /// - Parameter type: The type wanted.
    /// - Returns: The value.
    /// - Throws: `DecodingError` when the value is not of that type.
    public func decode<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        // Without the first test, "no live value" would itself be a value of any optional type.
        if let live, let value = live as? Value { return value }
        return try JSONCoder.decode(type, from: json)
    }

    /// Whether the value is `null`: such a value is not pushed.
    public var isNull: Bool { json.count == 4 && json.elementsEqual("null".utf8) }

    /// The number of elements of a list or members of an object.
    ///
    /// - Returns: The number; nil for any other value.
    public func mappedLength() -> Int? {
        // Only these are known to become a list or an object: other collections, such as `Data`, choose a form of their own.
        if let list = live as? any MappableCollection { return list.count }
        switch try? JSONValue(parsing: json) {
        case .array(let elements): return elements.count
        case .object(let members): return members.count
        default: return nil
        }
    }
}

/// A collection whose elements or members are those of its JSON form.
private protocol MappableCollection: Collection {}
extension Array: MappableCollection {}
extension Dictionary: MappableCollection where Key == String {}
