// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why a board can't be made or used as asked.
public struct BoardError: Error, Sendable, Hashable, CustomStringConvertible {
    /// All that is wrong, one sentence each.
    public let faults: [String]

    /// Makes an error.
    ///
    /// - Parameter faults: All that is wrong, one sentence each.
    public init(_ faults: [String]) { self.faults = faults }

    /// The sentences, one a line.
    public var description: String { faults.joined(separator: "\n") }
}
