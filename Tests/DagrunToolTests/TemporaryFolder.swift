// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Glibc
import Testing

@testable import DagrunTool

/// A folder that goes when the test ends.
final class TemporaryFolder {
    /// Its absolute path.
    let path: String

    init() throws {
        var template = Array("/tmp/dagrun-tool-XXXXXX".utf8CString)
        path = try #require(unsafe mkdtemp(&template).map { unsafe String(cString: $0) })
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and makes the folders it is in.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let file = "\(path)/\(name)"
        let parent = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    /// Writes a script that can be executed.
    ///
    /// Another program copies it: while this process has a file open for writing, a child that another test starts just
    /// then has it open too, and the kernel refuses to execute it.
    func writeScript(_ name: String, _ text: String) throws -> String {
        let draft = try write(name + ".draft", text)
        return try copyExecutable(draft, to: name)
    }

    /// Copies a file with leave to execute it.
    @discardableResult
    func copyExecutable(_ source: String, to name: String) throws -> String {
        let copy = "\(path)/\(name)"
        let output = try CommandOutput.of("/usr/bin/install", ["-D", "-m", "755", source, copy])
        try #require(output.status.isSuccess, "\(output.text)")
        return copy
    }
}
