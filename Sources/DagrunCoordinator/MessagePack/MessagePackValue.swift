// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value of MessagePack that keeps what JSON can't: the order of members, binary data and instants.
///
/// Source: the MessagePack specification, <https://github.com/msgpack/msgpack/blob/master/spec.md>.
package enum MessagePackValue: Sendable, Hashable {
    /// A member of a map.
    package struct Member: Sendable, Hashable {
        /// The member's name.
        package var name: String
        /// Its value.
        package var value: MessagePackValue

        /// Makes a member.
        package init(_ name: String, _ value: MessagePackValue) {
            self.name = name
            self.value = value
        }
    }

    /// Nothing.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number that fits 64 bits with a sign.
    case int(Int64)
    /// A whole number beyond those.
    case unsigned(UInt64)
    /// A number with a fraction.
    case double(Double)
    /// A text.
    case string(String)
    /// Bytes.
    case binary([UInt8])
    /// An ordered list.
    case array([MessagePackValue])
    /// Members in their order; of two with one name the last one counts.
    case map([Member])
    /// An instant: the extension of type -1.
    case timestamp(MessagePackTimestamp)
    /// Any other extension.
    case extended(type: Int8, [UInt8])

    /// A member of a map; nil where there is none, or for any other value.
    package subscript(name: String) -> MessagePackValue? {
        guard case .map(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }
}
