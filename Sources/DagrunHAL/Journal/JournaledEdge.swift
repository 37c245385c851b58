// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An entry of an edge journal, as a holder of the line sees it.
public struct JournaledEdge: Sendable, Hashable {
    /// What an entry tells.
    public enum Kind: Sendable, Hashable {
        /// The line changed, at an instant of its event clock. `sequence` is the backend's number of the edge among those of its line.
        case edge(Edge, at: Timestamp, sequence: UInt64)
        /// Edges are missing here. `lost` is how many, nil where that is not known; `value` is the line's logical value behind the gap, nil where that is
        /// not known either.
        case gap(lost: Int?, value: Bool?)
    }

    /// The place of the line in its lease, from 0.
    public let index: Int
    /// The name by which the line was leased.
    public let pin: PinID
    /// What happened.
    public let kind: Kind
    /// The place behind this entry.
    public let cursor: EdgeCursor

    /// Makes an entry.
    ///
    /// - Parameters:
    ///   - index: The place of the line in its lease, from 0.
    ///   - pin: The name by which the line was leased.
    ///   - kind: What happened.
    ///   - cursor: The place behind this entry.
    public init(index: Int, pin: PinID, kind: Kind, cursor: EdgeCursor) {
        self.index = index
        self.pin = pin
        self.kind = kind
        self.cursor = cursor
    }

    /// The edge; nil for a gap.
    public var edge: Edge? {
        if case .edge(let edge, _, _) = kind { edge } else { nil }
    }

    /// When it happened; nil for a gap.
    public var timestamp: Timestamp? {
        if case .edge(_, let timestamp, _) = kind { timestamp } else { nil }
    }

    /// The line's logical value behind this entry; nil where that is not known.
    public var value: Bool? {
        switch kind {
        case .edge(let edge, _, _): edge == .rising
        case .gap(_, let value): value
        }
    }
}
