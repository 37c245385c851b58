// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where a reader of an edge journal stands.
struct ReadingPlace: Sendable {
    /// The number of the last entry that was read.
    var position: UInt64
    /// What was counted for each line when it was last read; nil where that isn't known.
    var seen: [LineLog.Count?]
    /// Lines of which nothing is known before the journal's beginning, last one first to be told.
    var unknownLines: [Int]
}
