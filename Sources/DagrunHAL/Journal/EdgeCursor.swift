// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A place in an edge journal: all before it was seen.
///
/// A cursor may be kept as long as one likes, and written down: a retry or the next poke of a sensor goes on where the last one
/// stopped. In the process that made it, nothing in between is lost without a word or seen twice. In another process,
/// whose journal is another one, reading from it begins with a gap of an unknown number of edges.
public struct EdgeCursor: Sendable, Hashable, Codable {
    /// Which journal it belongs to.
    public let journal: UInt64
    /// The number of the last entry that was seen; 0 before the first one.
    public let position: UInt64

    /// Makes a cursor.
    ///
    /// - Parameters:
    ///   - journal: Which journal it belongs to.
    ///   - position: The number of the last entry that was seen.
    public init(journal: UInt64, position: UInt64) {
        self.journal = journal
        self.position = position
    }
}
