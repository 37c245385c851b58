// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A net: pins that wires connect.
public struct Net: Sendable, Hashable, Identifiable {
    /// The net's number on its board, from 0.
    public let id: Int
    /// The net's name: that of a board's pin where it has one, as `GPIO17`; else that of its first pin, as `led1:A`.
    public let name: String
    /// The pins on it, as `part:pin`, in the order of the board's parts.
    public let pins: [String]
    /// Whether a rail drives it.
    public let isRail: Bool
}
