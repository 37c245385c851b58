// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value to be written as MessagePack; it has what JSON can't have: the order of members, and instants.
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
    /// A whole number.
    case int(Int64)
    /// A number with a fraction.
    case double(Double)
    /// A text.
    case string(String)
    /// An ordered list.
    case array([MessagePackValue])
    /// Members in their order.
    case map([Member])
    /// An instant: the extension of type -1.
    case timestamp(MessagePackTimestamp)
}
