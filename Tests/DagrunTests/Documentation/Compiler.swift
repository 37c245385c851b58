// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dispatch
import FoundationEssentials
import Glibc

/// The compiler of this toolchain, with the modules that the tests were built with.
struct Compiler {
    /// What a call of the compiler came to.
    struct Outcome {
        var succeeded: Bool
        var output: String
    }

    private let flags: [String]
    private let folder: String

    /// Why there is none, if so.
    static let obstacle: String? = {
        if modules == nil { return "the modules of Dagrun are not beside the test's executable" }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let isThere = path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/swiftc")
        }
        return isThere ? nil : "there is no swiftc in PATH"
    }()

    /// The folder with the built modules.
    private static let modules: String? = {
        var path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        while let slash = path.lastIndex(of: "/") {
            path = String(path[..<slash])
            if FileManager.default.fileExists(atPath: "\(path)/Modules/Dagrun.swiftmodule") { return "\(path)/Modules" }
        }
        return nil
    }()

    /// Makes a folder for a module's files.
    init() throws {
        folder = "\(FileManager.default.temporaryDirectory.path)/dagrun-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let modules = Self.modules ?? ""
        let build = modules.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        // Modules in C are found by the module maps that SwiftPM made, or by those that lie beside their headers.
        var flags = ["-swift-version", "6", "-parse-as-library", "-I", modules, "-I", folder]
        for name in try FileManager.default.contentsOfDirectory(atPath: build).sorted() {
            let map = "\(build)/\(name)/module.modulemap"
            if FileManager.default.fileExists(atPath: map) { flags += ["-Xcc", "-fmodule-map-file=\(map)"] }
        }
        for include in Self.includes(above: build) { flags += ["-I", include] }
        self.flags = flags
    }

    private static func includes(above build: String) -> [String] {
        // .build/<triple>/debug, and .build/checkouts beside it.
        let root = build.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/checkouts"
        let packages = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return packages.sorted().flatMap { package -> [String] in
            let sources = "\(root)/\(package)/Sources"
            let targets = (try? FileManager.default.contentsOfDirectory(atPath: sources)) ?? []
            return targets.sorted().map { "\(sources)/\($0)/include" }
                .filter { FileManager.default.fileExists(atPath: "\($0)/module.modulemap") }
        }
    }

    /// Checks the types of a module.
    ///
    /// - Parameters:
    ///   - module: The module's name.
    ///   - files: Its files, by name.
    ///   - isImported: Whether other modules import it later; its internals are theirs to see then.
    /// - Returns: What the compiler said.
    /// - Throws: When a file can't be written.
    func check(_ module: String, _ files: [String: String], isImported: Bool = false) async throws -> Outcome {
        var paths: [String] = []
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            let path = "\(folder)/\(module)-\(name.replacing("/", with: "-"))"
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            paths.append(path)
        }
        let mode =
            isImported
            ? ["-emit-module", "-enable-testing", "-emit-module-path", "\(folder)/\(module).swiftmodule"]
            : ["-typecheck"]
        return await Self.run(["swiftc"] + mode + ["-module-name", module] + flags + paths)
    }

    /// Removes the folder.
    func close() { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs a program; it is waited for on a thread that may block.
    private static func run(_ words: [String]) async -> Outcome {
        let command = words.map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " ") + " 2>&1"
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                guard let pipe = unsafe popen(command, "r") else {
                    continuation.resume(returning: Outcome(succeeded: false, output: "can't start \(words[0])"))
                    return
                }
                var output: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 4096)
                while case let count = unsafe fread(&buffer, 1, buffer.count, pipe), count > 0 {
                    output += buffer[..<count]
                }
                let status = unsafe pclose(pipe)
                continuation.resume(
                    returning: Outcome(succeeded: status == 0, output: String(decoding: output, as: UTF8.self)))
            }
        }
    }
}
