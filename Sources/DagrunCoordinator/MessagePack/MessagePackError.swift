// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why bytes are not a value of MessagePack.
package struct MessagePackError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    package enum Code: Sendable, Hashable {
        /// The bytes end within a value.
        case truncated
        /// The byte `c1`, which is never used.
        case unusedByte
        /// A text is not UTF-8.
        case badText
        /// The name of a member is not a text.
        case badName
        /// A timestamp has no known form.
        case badTimestamp
        /// Lists and maps lie too deep within one another.
        case tooDeep
        /// Bytes follow the value.
        case trailingBytes
    }

    /// What is wrong.
    package var code: Code
    /// The byte where it is, from 0.
    package var offset: Int

    /// What is wrong, and where.
    package var description: String {
        let what =
            switch code {
            case .truncated: "it ends within a value"
            case .unusedByte: "there is no value that begins with the byte c1"
            case .badText: "a text is not UTF-8"
            case .badName: "the name of a member is not a text"
            case .badTimestamp: "a timestamp has no known form"
            case .tooDeep: "lists and maps lie more than \(MessagePackReader.maximumDepth) deep"
            case .trailingBytes: "bytes follow the value"
            }
        return "not MessagePack: \(what) (byte \(offset))"
    }
}
