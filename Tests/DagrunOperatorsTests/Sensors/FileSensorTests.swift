// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunOperators
import DagrunRuntime
import FoundationEssentials
import Testing

@Suite(.timeLimit(.minutes(15))) struct FileSensorTests {
    private let directory: TestDirectory

    init() throws {
        directory = try TestDirectory()
        for name in ["a/b.csv", "a/c.csv", "a/.hidden.csv", "a/deep/er/d.txt", ".secret/e.csv", "x1/f", "x2/f", "[z]"] {
            try directory.write(name)
        }
        let manager = FileManager.default
        try manager.createDirectory(atPath: directory.file("empty/below"), withIntermediateDirectories: true)
        try manager.createSymbolicLink(
            atPath: directory.file("loop/again"), withDestinationPath: directory.path, making: true)
        try manager.createSymbolicLink(
            atPath: directory.file("dangling"), withDestinationPath: "nowhere", making: false)
    }

    private func found(_ pattern: String, recursive: Bool = false) async throws -> String? {
        let sensor = FileSensor("\(directory.path)/\(pattern)", recursive: recursive)
        guard case .done(let path) = try await sensor.poke(Bench().context) else { return nil }
        return path.hasPrefix(directory.path + "/") ? String(path.dropFirst(directory.path.count + 1)) : path
    }

    // Whether there is one is what Airflow 3.3.2 says of the same tree.
    @Test(arguments: [
        ("a/b.csv", "a/b.csv"), ("a/none.csv", nil), ("a", "a"), ("empty", nil), ("a/*.csv", "a/b.csv"),
        ("a/?.csv", "a/b.csv"), ("a/[c-z].csv", "a/c.csv"), ("a/.*.csv", "a/.hidden.csv"), ("*/e.csv", nil),
        (".*/e.csv", ".secret/e.csv"), ("x[!1]/f", "x2/f"), ("x?/f", "x1/f"), ("*/*/*.txt", nil),
        ("a/*/*/*.txt", "a/deep/er/d.txt"), ("**/d.txt", nil), ("[[]z]", "[z]"), ("dangling", nil),
        ("a/b.csv/x", nil), ("empty/*", nil), ("loop", nil), ("no/such/*", nil),
    ])
    func patternsFindTheFirstFile(pattern: String, expected: String?) async throws {
        #expect(try await found(pattern) == expected)
    }

    @Test(arguments: [
        ("**/d.txt", "a/deep/er/d.txt"), ("a/**/*.csv", "a/b.csv"), ("**/e.csv", nil), ("a/**/er", "a/deep/er"),
        ("empty/**", nil), ("**/no.such", nil), ("a/**/b.csv", "a/b.csv"),
    ])
    func twoStarsGoDownOnDemand(pattern: String, expected: String?) async throws {
        #expect(try await found(pattern, recursive: true) == expected)
    }

    @Test func waitsUntilTheFileIsThere() async throws {
        let bench = Bench()
        let directory = directory
        async let outcome = bench.run(FileSensor("\(directory.path)/late/*.csv").interval(.seconds(3)))
        await bench.clock.waitForSleep(of: .seconds(3))
        let path = try directory.write("late/one.csv")
        bench.clock.advance(by: .seconds(3))
        #expect(await outcome.summary == "success \"\(path)\"")
    }

    @Test func connectionSaysWhereRelativePathsBegin() async throws {
        let connection = Connection(connID: "fs_in", connType: "fs", extra: #"{"path": "\#(directory.path)/a"}"#)
        let bench = Bench(services: TestServices(connections: ["fs_in": connection]))
        let outcome = await bench.run(FileSensor("b.csv", connection: "fs_in"))
        #expect(outcome.summary == "success \"\(directory.path)/a/b.csv\"")
        let missing = await bench.run(FileSensor("b.csv", connection: "other"))
        #expect(missing.summary.contains("there is no connection “other”"))
    }
}

extension FileManager {
    /// Makes a link, with the directory around it on demand.
    fileprivate func createSymbolicLink(atPath path: String, withDestinationPath target: String, making: Bool) throws {
        let url = URL(filePath: path)
        if making { try createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true) }
        try createSymbolicLink(atPath: path, withDestinationPath: target)
    }
}
