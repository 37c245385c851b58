// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A stored connection that can't be read.
///
/// The text never repeats what was stored: any part of it may be a password.
public struct ConnectionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, for code that wants to tell cases apart.
    public struct Code: Hashable, Sendable {
        private enum Value { case uri, json, port, key, value }
        private let value: Value

        /// The URI form is malformed.
        public static let malformedURI = Code(value: .uri)
        /// The JSON form is not a JSON object.
        public static let malformedJSON = Code(value: .json)
        /// The port is no number, or out of range.
        public static let invalidPort = Code(value: .port)
        /// The JSON form has a key that a connection doesn't have, or keys that exclude each other.
        public static let unexpectedKey = Code(value: .key)
        /// A value in the JSON form has the wrong type.
        public static let wrongType = Code(value: .value)
    }

    /// What is wrong.
    public let code: Code
    /// The connection's id.
    public let connID: String
    /// What is wrong and what to do about it, without the id.
    public let reason: String

    /// One sentence that names the connection.
    public var description: String { "Connection '\(connID)' can't be read: \(reason)" }
}
