// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a motion sensor saw.
public struct MotionEvent: Sendable, Hashable {
    /// What a motion sensor can see.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// Something moves.
        case motion
        /// Nothing moves any longer.
        case noMotion
    }

    /// What it saw.
    public let kind: Kind
    /// When.
    public let timestamp: Timestamp

    /// Makes an event.
    ///
    /// - Parameters:
    ///   - kind: What the sensor saw.
    ///   - timestamp: When.
    public init(_ kind: Kind, at timestamp: Timestamp) {
        self.kind = kind
        self.timestamp = timestamp
    }
}
