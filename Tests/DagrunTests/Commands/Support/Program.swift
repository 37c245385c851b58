// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Glibc
import Testing

/// The program of the fixture's bundle, in a folder of its own.
struct Program: ~Copyable {
    /// What a command wrote, and how it ended.
    struct Result {
        var status: Int32
        var output: String
        var errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }

        /// What it wrote, as JSON.
        var json: JSONValue { get throws { try JSONValue(parsing: output) } }
    }

    /// Its executable, beside the test runner.
    static let executable = "\(buildFolder)/DagrunFixtureBundle"

    /// The executable of the bundle for a kernel's pins.
    static let pins = "\(buildFolder)/DagrunPinFixture"

    /// The executable of the examples.
    static let examples = "\(buildFolder)/examples"

    static let hasExamples = unsafe access(examples, X_OK) == 0

    private static let buildFolder: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe max(0, readlink("/proc/self/exe", &buffer, buffer.count))
        let own = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }()

    static let isBuilt = unsafe access(executable, X_OK) == 0
    static let whyNot: Comment = "DagrunFixtureBundle is not built"

    private let temporary: TemporaryFolder

    /// The folder it runs in.
    var folder: String { temporary.path }

    private let path: String
    private let environment: [String: String]

    /// Makes a folder for a program.
    ///
    /// - Parameters:
    ///   - executable: The program.
    ///   - environment: Further variables that it is started with.
    /// - Throws: When the folder can't be made.
    init(executable: String = Self.executable, environment: [String: String] = [:]) throws {
        path = executable
        self.environment = environment
        temporary = try TemporaryFolder()
    }

    /// Runs a command to its end.
    func run(_ arguments: String...) throws -> Result { try run(arguments) }

    /// Runs a command to its end.
    func run(_ arguments: [String]) throws -> Result {
        let process = try start(arguments, errors: "\(folder)/stderr.txt")
        let output = process.rest()
        let status = process.wait()
        return Result(status: status, output: output, errors: text(of: "stderr.txt"))
    }

    /// Starts a command whose output can be read while it runs; without a file for them, errors go there too.
    func start(_ arguments: [String], errors: String? = nil) throws -> ProgramProcess {
        try ProgramProcess(path, arguments, folder: folder, errors: errors, environment: environment)
    }

    /// The text of a file in the folder.
    func text(of name: String) -> String {
        let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// The texts of all files below a folder in the folder, by their paths.
    func files(in name: String) throws -> [String: String] {
        let root = "\(folder)/\(name)"
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
        var texts: [String: String] = [:]
        for path in paths {
            guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { continue }
            texts[path] = String(decoding: data, as: UTF8.self)
        }
        return texts
    }

    /// Writes a file in the folder.
    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }
}
