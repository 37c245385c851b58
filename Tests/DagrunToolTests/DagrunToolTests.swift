// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Glibc
import Testing

@testable import DagrunTool

/// The built tool, run as a user runs it, on packages that build in a moment.
@Suite(.timeLimit(.minutes(15)))
struct DagrunToolTests {
    @Test func `arguments reach the bundle untouched, and its exit code comes back`() throws {
        let packages = try TinyPackages()
        try packages.writeSource(
            "print(greeting, CommandLine.arguments.dropFirst().joined(separator: \"|\"), getenv(\"X\") != nil); exit(7)"
        )
        let arguments = ["local", "x", "--param", "a=b", "-h", "--help", "", "--", "--version", "-c"]
        let output = try ToolRun.output(of: arguments, in: packages.mine + "/Sources/mine", environment: "X=1")
        #expect(output.status == .exited(7))
        #expect(output.text.hasSuffix("bundle \(arguments.joined(separator: "|")) true\n"))

        // What is up to date is run without a word.
        let again = try ToolRun.output(of: ["--product", "mine", "bundle", "info", "a file"], in: packages.mine)
        #expect(again.text.contains("bundle bundle|info|a file false\n"))
    }

    @Test func `a package that doesn't build exits 3 with the compiler's words`() throws {
        let packages = try TinyPackages()
        try packages.writeSource("let x: Int = greeting")
        let output = try ToolRun.output(of: ["list"], in: packages.mine)
        #expect(output.status == .exited(3))
        #expect(output.text.contains("main.swift:3:14: error: cannot convert value of type 'String'"))
        #expect(output.text.contains("dagrun: error: mine does not build"))
    }

    @Test func `a manifest that can't be read exits 3`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Package.swift", "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Pack\n")
        let output = try ToolRun.output(of: ["list"], in: folder.path)
        #expect(output.status == .exited(3))
        #expect(output.text.contains("error:"))
    }

    @Test func `--watch runs again on a save and ends with 130 on SIGINT`() throws {
        let packages = try TinyPackages()
        try packages.writeSource("print(\"first run\"); fflush(nil); while true { pause() }")
        var pipe = try OutputPipe(terminalColumns: nil)
        let child = try pipe.start(ToolRun.executable, ["--package-path", packages.mine, "local", "x", "--watch"])

        var text = ""
        func read(until words: String) {
            while !text.contains(words), let bytes = pipe.read(timeout: -1) {
                text += String(decoding: bytes, as: UTF8.self)
            }
        }
        read(until: "first run")
        try packages.writeSource("let x: Int = greeting")
        read(until: "waiting for a change")
        #expect(text.contains("sources changed"))
        #expect(text.contains("error: cannot convert value"))
        try packages.writeSource("print(\"second run\"); exit(5)")
        read(until: "ended with exit code 5")
        #expect(text.contains("second run"))
        child.send(SIGINT)
        #expect(child.wait() == .exited(130))
    }

    private static let ownWords: [(arguments: [String], code: Int32)] = [
        (["--bogus", "list"], 2), (["--product"], 2), (["init", "--bogus"], 2), (["-c", "fast", "list"], 2),
        (["completions", "tcsh"], 2), (["init", "--dagrun-url", "https://example.com/x"], 2), (["--version"], 0),
        (["--help"], 0), ([], 0), (["help", "init"], 0), (["completions", "zsh"], 0), (["doctor", "--help"], 0),
    ]

    @Test(arguments: ownWords)
    func `the tool's own words exit as documented`(arguments: [String], code: Int32) throws {
        let folder = try TemporaryFolder()
        #expect(try ToolRun.output(of: arguments, in: folder.path).status == .exited(code))
    }

    @Test func `help has the tool's commands and the bundle's`() throws {
        let text = try ToolRun.output(of: ["--help"], in: "/").text
        for word in ["init", "doctor", "completions", "local", "backfill"] { #expect(text.contains("  \(word) ")) }
    }

    @Test func `help for a bundle's command is the bundle's`() {
        #expect(DagrunTool.withBundleHelp(["help", "local"]) == ["local", "--help"])
        #expect(DagrunTool.withBundleHelp(["help", "init"]) == ["help", "init"])
        #expect(DagrunTool.withBundleHelp(["help"]) == ["help"])
    }

    @Test func `init makes a package from the folder's name and says what to do next`() throws {
        let packages = try TinyPackages()
        let folder = try TemporaryFolder()
        let arguments = ["init", "my-dags", "--dagrun-path", packages.dagrun]
        let output = try ToolRun.output(of: arguments, in: folder.path)
        #expect(output.status == .exited(0))
        #expect(output.text.contains("cd my-dags && dagrun local hello"))
        #expect(try ToolRun.output(of: arguments, in: folder.path).status == .exited(2))
        let spaced = ["init", "more dags", "--dagrun-path", packages.dagrun, "--output", "json"]
        let report = try JSONValue(parsing: try ToolRun.output(of: spaced, in: folder.path).text)
        #expect(report["name"] == "more dags")
        #expect(report["next"] == "cd 'more dags' && dagrun local hello")
        guard case .array(let files)? = report["files"] else {
            Issue.record("no files in \(report)")
            return
        }
        #expect(files.first == "Package.swift" && files.count == 6)
    }

    @Test func `away from a package the examples beside the tool run, and a line says so`() throws {
        let folder = try TemporaryFolder()
        let tool = try folder.copyExecutable(ToolRun.executable, to: "bin/dagrun")
        let missing = try CommandOutput.of(tool, ["--package-path", folder.path, "list"])
        #expect(missing.status == .exited(3))

        _ = try folder.writeScript("libexec/dagrun/examples", "#!/bin/sh\necho \"examples $*\"\n")
        let output = try CommandOutput.of(tool, ["--package-path", folder.path, "list", "-x"])
        #expect(output.status == .exited(0))
        #expect(
            output.text == "dagrun: no Package.swift here or above; running the built-in examples\nexamples list -x\n")
        #expect(try CommandOutput.of(tool, ["--package-path", folder.path, "local", "--watch"]).status == .exited(2))
    }
}
