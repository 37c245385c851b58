// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

/// Where in the DAG's source a statement stands.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
    /// The file's path, as the compiler was given it.
    public var filePath: String
    /// The line, from 1.
    public var line: Int

    /// Names a place.
    ///
    /// - Parameters:
    ///   - filePath: The file's path, as `#filePath` gives it.
    ///   - line: The line, from 1.
    public init(filePath: String, line: Int) {
        self.filePath = filePath
        self.line = line
    }

    /// The place as compilers print it, from the current folder where the file is in it: `Sources/Mydags/Sales.swift:12`.
    public var description: String {
        let folder = Folders.current + "/"
        return "\(filePath.hasPrefix(folder) ? String(filePath.dropFirst(folder.count)) : filePath):\(line)"
    }
}
