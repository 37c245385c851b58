// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A part of a document with named members.
///
/// Its `Codable` goes through ``JSONValue``, so that all coders see the same members.
protocol DocumentRecord: DocumentValue, Codable {
    /// A record to read into; its members have their defaults.
    static var blank: Self { get }

    /// Shows each member to a visitor.
    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError)
}

extension DocumentRecord {
    init(document value: JSONValue) throws(DocumentError) {
        guard case .object(let members) = value else { throw .wrongValue(value, expected: "an object") }
        self = Self.blank
        var reader = MemberReader(members: members)
        try visit(&reader)
    }

    var documentValue: JSONValue {
        var copy = self
        var writer = MemberWriter()
        // A writer never throws; the signature is that of both directions.
        try? copy.visit(&writer)
        return .object(writer.members)
    }

    /// Reads the record with any decoder.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError`, with a `DocumentError` as the underlying error where a member is wrong.
    public init(from decoder: any Decoder) throws { self = try Self.read(from: decoder) }

    /// Writes the members that are not at their defaults.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: `EncodingError` for a number that is not finite.
    public func encode(to encoder: any Encoder) throws { try documentValue.encode(to: encoder) }
}
