// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// A value to be written as MessagePack: JSON, or what JSON can't have, which is instants and the order of members.
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

    /// A value of JSON; members are written in the order of their names, so that equal values have equal bytes.
    case json(JSONValue)
    /// Members in their order.
    case map([Member])
    /// An instant: the extension of type -1.
    case timestamp(MessagePackTimestamp)
}
