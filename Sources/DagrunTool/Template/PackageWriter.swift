// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Glibc

/// Writes a new package, and never over a file that is there.
enum PackageWriter {
    /// Writes the files.
    ///
    /// - Parameters:
    ///   - files: What to write.
    ///   - folder: The absolute path of the package's folder, which is made when it is missing.
    /// - Throws: A usage error when one of the files is there already, before any is written.
    static func write(_ files: [PackageTemplate.File], to folder: String) throws(ToolError) {
        let present = files.filter { exists("\(folder)/\($0.path)") }
        guard present.isEmpty else {
            throw ToolError(
                .usage,
                "\(folder) has \(present.map(\.path).joined(separator: ", ")) already, and nothing was written; choose "
                    + "another folder, or move that away")
        }
        for file in files {
            let path = "\(folder)/\(file.path)"
            let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            do {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            } catch {
                throw ToolError(.failed, "\(path) could not be written: \(error)")
            }
        }
    }

    /// Whether anything has this name, a dangling symbolic link too.
    private static func exists(_ path: String) -> Bool {
        var information = stat()
        return unsafe lstat(path, &information) == 0
    }
}
