// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct BundleCommandTests {
    @Test func `without arguments the help goes to standard output`() throws {
        let result = try Program().run()
        #expect(result.status == 0)
        #expect(result.output.contains("SUBCOMMANDS:"))
        #expect(result.errors.isEmpty)
    }

    @Test func `an unknown command is refused with a hint`() throws {
        let result = try Program().run("shwo", "shop")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("there is no command “shwo”; did you mean “show”?"))
    }

    @Test func `says the version of Dagrun and of each DAG`() throws {
        let program = try Program()
        #expect(try program.run("--version").output == "DagrunFixtureBundle (dagrun \(DagrunVersion.current))\n")
        let text = try program.run("version").lines
        #expect(text.first == "dagrun \(DagrunVersion.current)")
        let json = try program.run("version", "--output", "json").json
        #expect(json["dagrun"] == .string(DagrunVersion.current))
        guard case .object(let dags)? = json["dags"], case .string(let hash)? = dags["shop"] else {
            Issue.record("no versions in \(json)")
            return
        }
        #expect(dags.count == 15)
        #expect(text.contains("\(hash)  shop"))
        #expect(hash.count == 64)
    }

    @Test func `has the commands that the workstation tool tells of`() throws {
        let tool = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/DagrunTool/Commands/BundleOutline.swift")
        let source = String(decoding: try Data(contentsOf: tool), as: UTF8.self)
        // Lines such as `("local", "Run a DAG here, in this process."),`.
        let told = source.split(separator: "\n").compactMap { line -> [String]? in
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            return parts.count == 5 && parts[0].hasSuffix("(") ? [String(parts[1]), String(parts[3])] : nil
        }
        let help = try Program().run("--experimental-dump-help").json
        guard case .array(let commands)? = help["command"]?["subcommands"] else {
            Issue.record("no commands in the help")
            return
        }
        let real = commands.compactMap { command -> [String]? in
            guard case .string(let name)? = command["commandName"], name != "help",
                case .string(let abstract)? = command["abstract"]
            else { return nil }
            return [name, abstract]
        }
        #expect(told == real)
        #expect(told.count == 17)
    }
}
