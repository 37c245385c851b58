// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An edge of a line, as its backend saw it.
///
/// libgpiod's `gpiod_edge_event`.
public struct EdgeEvent: Sendable, Hashable {
    /// The place of the line in its request, from 0.
    public let index: Int
    /// What happened.
    public let edge: Edge
    /// When, by the line's event clock; taken where the edge was noticed, not where it was read.
    public let timestamp: Timestamp
    /// The number of the event among those of its request, from 1; a gap means that events were lost.
    public let globalSequence: UInt64
    /// The number of the event among those of its line, from 1; a gap means that events were lost.
    public let lineSequence: UInt64

    /// Makes an event.
    ///
    /// - Parameters:
    ///   - index: The place of the line in its request, from 0.
    ///   - edge: What happened.
    ///   - timestamp: When, by the line's event clock.
    ///   - globalSequence: The number of the event among those of its request, from 1.
    ///   - lineSequence: The number of the event among those of its line, from 1.
    public init(index: Int, edge: Edge, timestamp: Timestamp, globalSequence: UInt64, lineSequence: UInt64) {
        self.index = index
        self.edge = edge
        self.timestamp = timestamp
        self.globalSequence = globalSequence
        self.lineSequence = lineSequence
    }
}
