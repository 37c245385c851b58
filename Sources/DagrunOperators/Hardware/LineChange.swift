// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A change of a line that a sensor waited for.
public struct LineChange: Codable, Sendable, Hashable {
    /// The pin, by the name that the task gave.
    public var pin: PinID
    /// Whether the line became active or inactive.
    public var edge: Edge
    /// When, by the board's clock, in nanoseconds; nil where edges were lost and only the line's new value is known.
    public var timestamp: Timestamp?

    /// Makes a change.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - edge: Whether the line became active or inactive.
    ///   - timestamp: When, by the board's clock.
    public init(pin: PinID, edge: Edge, timestamp: Timestamp?) {
        self.pin = pin
        self.edge = edge
        self.timestamp = timestamp
    }
}
