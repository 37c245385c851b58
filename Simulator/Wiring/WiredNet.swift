// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Pins that wires, and what is pushed into a breadboard, make one.
public struct WiredNet: Sendable, Hashable {
    /// A pin on a net.
    public struct Terminal: Sendable, Hashable {
        /// The part, by its place in ``Wiring/parts``.
        public let part: Int
        /// The pin, by its place in the part's description.
        public let pin: Int
    }

    /// A name for people: that of a supply, of a board's line, or of the first pin.
    public let name: String
    /// The pins, in the diagram's order.
    public let terminals: [Terminal]
    /// Whether a wire leads here.
    public let isWired: Bool
}
