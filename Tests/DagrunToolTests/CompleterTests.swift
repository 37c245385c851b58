// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunTool

@Suite struct CompleterTests {
    private static let rows: [(words: [String], expected: [String])] = [
        (["lo"], ["local"]),
        (["ini"], ["init"]),
        (["--pro"], ["--product"]),
        (["-c", ""], ["debug", "release"]),
        (["-c", "release", "loca"], ["local"]),
        (["--product", "x", "local", "s"], ["sales", "summit"]),
        (["local", ""], ["sales", "summit"]),
        (["local", "sales", ""], []),
        (["local", "sales", "--out"], ["--output", "--outputs-from"]),
        (["local", "sales", "--output", "j"], ["json", "junit"]),
        (["local", "--output", "json", ""], ["sales", "summit"]),
        (["local", "--output", "json", "--out"], ["--outputs-from"]),
        (["local", "--param", "a=1", "--par"], ["--param"]),
        (["local", "--wat"], ["--watch"]),
        (["local", "--hidden"], []),
        (["completions", ""], ["bash", "zsh", "fish"]),
        (["doctor", "--output", ""], ["text", "json"]),
        (["nothing", ""], []),
        (["init", "--dagrun-path", ""], []),
    ]

    @Test(arguments: rows)
    func `words continue what is typed`(words: [String], expected: [String]) throws {
        let tool = try #require(CommandNode.tool)
        let completer = Completer(tool: tool, bundle: Self.bundle) { ["sales", "summit"] }
        #expect(completer.completions(of: words).map(\.word) == expected)
    }

    @Test func `before anything is built the commands are known`() throws {
        let tool = try #require(CommandNode.tool)
        let words = Completer(tool: tool, bundle: nil) { [] }.completions(of: [""]).map(\.word)
        #expect(words.contains("local") && words.contains("doctor"))
        #expect(words.contains("bundle") && !words.contains { $0.hasPrefix("_") })
        #expect(Set(words).count == words.count)
    }

    @Test func `a line has the word and the first line of its meaning`() {
        #expect(Completion(word: "a", about: "One.\nTwo.").line == "a\tOne.")
        #expect(Completion(word: "a").line == "a")
    }

    @Test(arguments: ["", "{}", "[1]", "no JSON"])
    func `a description that isn't one is refused`(text: String) {
        #expect(CommandNode.parse(text) == nil)
    }

    @Test func `bash asks the tool`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(
            "test.sh",
            Shell.bash.script + """

                COMP_WORDS=("$1" doctor --out)
                COMP_CWORD=2
                _dagrun
                printf '%s\\n' "${COMPREPLY[@]}"
                """)
        let output = try CommandOutput.of("/bin/bash", [script, ToolRun.executable])
        #expect(output.text == "--output\n")
    }

    private static let bundle = CommandNode(
        commandName: "examples",
        subcommands: [
            CommandNode(
                commandName: "local",
                arguments: [
                    CommandArgument(kind: "positional", valueName: "dag"),
                    option("output", values: ["text", "json", "junit"]),
                    option("outputs-from"),
                    CommandArgument(
                        kind: "option", isRepeating: true, names: [.init(kind: "long", name: "param")],
                        valueName: "key=value"),
                    CommandArgument(
                        kind: "flag", shouldDisplay: false, names: [.init(kind: "long", name: "hidden")]),
                ])
        ])

    private static func option(_ name: String, values: [String]? = nil) -> CommandArgument {
        CommandArgument(
            kind: "option", names: [.init(kind: "long", name: name)], valueName: name, allValues: values)
    }
}
