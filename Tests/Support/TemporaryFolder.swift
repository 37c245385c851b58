// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Glibc

/// A folder that goes when the test ends.
package final class TemporaryFolder: Sendable {
    /// No folder could be made.
    private struct Failure: Error {
        var code: Int32
    }

    /// Its absolute path.
    package let path: String

    package init() throws {
        var template = Array("/tmp/dagrun-tests-XXXXXX".utf8CString)
        guard let path = unsafe mkdtemp(&template) else { throw Failure(code: errno) }
        self.path = unsafe String(cString: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and makes the folders that it is in.
    ///
    /// - Returns: Its path.
    @discardableResult
    package func write(_ name: String, _ text: String, mode: UInt = 0o600) throws -> String {
        let file = "\(path)/\(name)"
        let parent = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }
}
