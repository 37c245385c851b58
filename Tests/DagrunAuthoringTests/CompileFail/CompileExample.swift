// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc
import Testing

/// A file that does not compile, and says in comments why: `// expect-error: <part of the message>`.
///
/// A comment is about the next line that is none.
struct CompileExample: Sendable, CustomTestStringConvertible {
    let path: String
    let expected: [CompileError]

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var testDescription: String { name }

    init(path: String) {
        self.path = path
        var expected: [CompileError] = []
        var waiting: [String] = []
        let lines = Self.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() {
            let text = line.drop { $0 == " " }
            if text.hasPrefix("// expect-error: ") {
                waiting.append(String(text.dropFirst("// expect-error: ".count)))
            } else if !waiting.isEmpty {
                expected += waiting.map { CompileError(line: place + 1, message: $0) }
                waiting = []
            }
        }
        self.expected = expected
    }

    static let all: [CompileExample] = {
        // This file is Tests/DagrunAuthoringTests/CompileFail/CompileExample.swift.
        let folder = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/CompileFail"
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".swift") { names.append(name) }
        }
        return names.sorted().map { CompileExample(path: "\(folder)/\($0)") }
    }()

    private static func text(_ path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        return String(decoding: unsafe ExampleCompiler.bytes(of: file), as: UTF8.self)
    }
}
