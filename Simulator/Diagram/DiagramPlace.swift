// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A place in a diagram's file.
public struct DiagramPlace: Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, counted in Unicode scalars.
    public let column: Int

    /// Makes a place.
    ///
    /// - Parameters:
    ///   - line: The line, from 1.
    ///   - column: The column, from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place as in `line 12, column 3`.
    public var description: String { "line \(line), column \(column)" }
}
