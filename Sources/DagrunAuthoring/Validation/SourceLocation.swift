// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where in the DAG's source a statement stands.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
    /// The module and the file's name: `Examples/Sales.swift`.
    public var fileID: String
    /// The line, from 1.
    public var line: Int

    /// Names a place.
    ///
    /// - Parameters:
    ///   - fileID: The module and the file's name, as `#fileID` gives them.
    ///   - line: The line, from 1.
    public init(fileID: String, line: Int) {
        self.fileID = fileID
        self.line = line
    }

    /// The place as compilers print it: `Examples/Sales.swift:12`.
    public var description: String { "\(fileID):\(line)" }
}
