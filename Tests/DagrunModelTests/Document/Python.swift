// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Python, where it is installed with its JSON Schema library: a second opinion on what this module writes.
enum Python {
    static let isPresent = unsafe system("python3 -c 'import jsonschema.validators' >/dev/null 2>&1") == 0

    /// Runs a program in a folder that holds files, and returns what it printed.
    static func run(_ program: String, files: [String: [UInt8]]) throws -> String {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appending(path: "dagrun-document-\(UUID().uuidString)")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: folder) }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
        try Data(program.utf8).write(to: folder.appending(path: "program.py"))
        let status = unsafe system("cd '\(folder.path)' && PYTHONUTF8=1 python3 program.py > output.txt 2>&1")
        let output = String(decoding: try Data(contentsOf: folder.appending(path: "output.txt")), as: UTF8.self)
        try #require(status == 0, "\(output)")
        return output
    }
}
