// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A step of a rotary encoder.
public struct RotaryEvent: Sendable, Hashable {
    /// The two ways to turn.
    public enum Turn: String, Sendable, Hashable, CaseIterable, Codable {
        /// To the right.
        case clockwise
        /// To the left.
        case counterClockwise
    }

    /// Which way it was turned.
    public let turn: Turn
    /// When the step was completed.
    public let timestamp: Timestamp

    /// Makes an event.
    ///
    /// - Parameters:
    ///   - turn: Which way it was turned.
    ///   - timestamp: When the step was completed.
    public init(_ turn: Turn, at timestamp: Timestamp) {
        self.turn = turn
        self.timestamp = timestamp
    }
}
