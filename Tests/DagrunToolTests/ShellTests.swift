// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import FoundationEssentials
import Testing

@testable import DagrunTool

/// The completion scripts in the shells they are for, away from any package: the examples beside the tool are completed.
@Suite(.timeLimit(.minutes(15)))
struct ShellTests {
    private static func has(_ shell: Shell) -> Bool { ProgramSearch.find(shell.rawValue) != nil }

    /// A line up to the cursor, and a word that is offered there, with its meaning where it has one.
    private static let lines: [(line: String, word: String, meaning: String)] = [
        ("dagrun grap", "graph", "Draw a DAG"), ("dagrun init --dagrun-u", "--dagrun-url", "The repository"),
        ("dagrun local sale", "sales", ""), ("dagrun local sales --progr", "--progress", "live: a view"),
        ("dagrun graph sales --format merm", "mermaid", ""), ("dagrun -c rel", "release", ""),
    ]

    /// Runs a shell's script in a folder without a package; `dagrun` is the tool under test.
    private func run(_ shell: Shell, _ script: String, _ arguments: [String]) throws -> CommandOutput {
        let folder = try TemporaryFolder()
        try folder.write("script", script)
        let bin = ToolRun.executable.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let own = shell == .zsh ? ["-f"] : shell == .bash ? ["--norc"] : ["--no-config"]
        return try CommandOutput.of(
            "/usr/bin/env",
            ["-C", folder.path, "PATH=\(bin):\(environmentValue("PATH") ?? "")", "HOME=\(folder.path)", "TERM=dumb"]
                // A shell that waits for what never comes is a failure, not a test that hangs.
                + ["timeout", "120", shell.rawValue] + own + ["script"] + arguments)
    }

    @Test(.enabled(if: has(.bash), "bash is not installed"), arguments: lines)
    func bashOffersWords(line: String, word: String, meaning: String) throws {
        let script = """
            eval "$(dagrun completions bash)"
            complete -p dagrun >/dev/null || exit 1
            COMP_WORDS=($1)
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _dagrun
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let output = try run(.bash, script, [line])
        #expect(output.status == .exited(0))
        #expect(output.text == word + "\n")
    }

    @Test(.enabled(if: has(.fish), "fish is not installed"), arguments: lines)
    func fishOffersWordsWithTheirMeaning(line: String, word: String, meaning: String) throws {
        let output = try run(.fish, "dagrun completions fish | source\ncomplete -C $argv[1]", [line])
        #expect(output.status == .exited(0))
        #expect(output.text.hasPrefix(meaning.isEmpty ? word + "\n" : "\(word)\t\(meaning)"), "\(output.text)")
        #expect(output.text.split(separator: "\n").count == 1)
    }

    @Test(.enabled(if: has(.fish), "fish is not installed"))
    func fishOffersFilesWhereNothingElseFits() throws {
        let output = try run(.fish, "dagrun completions fish | source\ncomplete -C 'dagrun init --dagrun-path scr'", [])
        #expect(output.text.hasPrefix("script"), "\(output.text)")
    }

    /// A shell of its own on a pseudo-terminal, as a person has it.
    private static let zsh = """
        zmodload zsh/zpty || exit 1
        zpty shell "zsh -f -i"
        zpty -w shell "autoload -Uz compinit; compinit -u -D; $1; bindkey '^I' list-choices; print READ''Y"
        zpty -r -m shell line "*READY*"
        zpty -w -n shell "$2"$'\\t'
        zpty -r -m shell line "*$3*"
        print -r -- "$line"
        """

    @Test(.enabled(if: has(.zsh), "zsh is not installed"), arguments: lines.filter { !$0.meaning.isEmpty })
    func zshOffersWordsWithTheirMeaning(line: String, word: String, meaning: String) throws {
        let output = try run(.zsh, Self.zsh, [#"eval "$(dagrun completions zsh)""#, line, "\(word) *-- \(meaning)"])
        #expect(output.status == .exited(0), "\(output.text)")
    }

    @Test(.enabled(if: has(.zsh), "zsh is not installed"))
    func zshFindsTheScriptByItsName() throws {
        let install = "mkdir f; dagrun completions zsh >f/_dagrun; fpath=($PWD/f $fpath); compinit -u -D"
        let output = try run(.zsh, Self.zsh, [install, "dagrun local ", "sales*"])
        #expect(output.status == .exited(0), "\(output.text)")
        // What has no meaning is shown without a dash.
        #expect(!output.text.contains("--"))
    }
}
