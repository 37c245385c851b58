// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Foundation
import Testing

/// What Python's own parser finds in stub files.
struct PythonReader {
    /// Whether there is a Python to ask.
    static let isThere = (try? run(["-c", "import ast; ast.unparse"]))?.status == 0

    /// A file as Python reads it.
    struct Reading {
        /// What is in it that must not be; empty where all is well.
        var violations: JSONValue
        /// The calls in it.
        var calls: [JSONValue]

        /// The calls of a function.
        func calls(of name: String) -> [JSONValue] { calls.filter { $0["call"] == .string(name) } }
    }

    /// Reads files.
    static func read(_ texts: [String]) throws -> [Reading] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stubs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for (number, text) in texts.enumerated() {
            let file = folder.appending(path: "\(number).py")
            try Data(text.utf8).write(to: file)
            paths.append(file.path)
        }
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Stub/read_stubs.py")
        let result = try run([script.path] + paths)
        try #require(result.status == 0, "\(result.output)")
        return try result.output.split(separator: "\n").map { line in
            let value = try JSONValue(parsing: String(line))
            guard case .array(let calls)? = value["calls"] else { throw CocoaError(.coderInvalidValue) }
            return Reading(violations: value["violations"] ?? .null, calls: calls)
        }
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
