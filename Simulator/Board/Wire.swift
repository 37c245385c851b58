// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A wire between two pins.
///
/// In a board's builder a wire stands by itself or is attached to the part that it belongs to:
///
/// ```swift
/// Wire("pi:GPIO18", "r1:1")
/// ResistorPart("r2", ohms: 220).wired("1", to: "pi:GPIO23")
/// ```
public struct Wire: Sendable, Hashable {
    /// One end, as `part:pin`.
    public let from: String
    /// The other end, as `part:pin`.
    public let to: String

    /// Makes a wire.
    ///
    /// - Parameters:
    ///   - from: One end, as `part:pin`.
    ///   - to: The other end, as `part:pin`.
    public init(_ from: String, _ to: String) {
        self.from = from
        self.to = to
    }
}
