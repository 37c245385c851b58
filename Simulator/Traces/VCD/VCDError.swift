// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A file is no value change dump, or has something in it that can't be read.
public struct VCDError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// What is wrong there.
    public var reason: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - line: The line, from 1.
    ///   - reason: What is wrong there.
    public init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }

    /// The line and what is wrong there.
    public var description: String { "line \(line) of the VCD: \(reason)" }
}
