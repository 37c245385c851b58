// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser
import FoundationEssentials

/// A command as ArgumentParser describes it (`--experimental-dump-help`).
struct CommandNode: Hashable, Decodable {
    /// The name.
    var commandName: String
    /// What it does, in a line.
    var abstract: String?
    /// Whether help shows it.
    var shouldDisplay: Bool?
    /// The commands below it.
    var subcommands: [CommandNode]?
    /// Its options, flags and positional arguments.
    var arguments: [CommandArgument]?

    private struct Dump: Decodable {
        var command: CommandNode
    }

    /// Reads a description; `nil` when the text is none.
    static func parse(_ text: String) -> CommandNode? {
        try? JSONDecoder().decode(Dump.self, from: Data(text.utf8)).command
    }

    /// The tool's own commands.
    static var tool: CommandNode? { parse(DagrunCommand._dumpHelp()) }

    /// The command below with this name.
    func subcommand(_ name: String) -> CommandNode? {
        subcommands?.first { $0.commandName == name }
    }

    /// The commands below that help shows.
    var shownSubcommands: [CommandNode] {
        (subcommands ?? []).filter { $0.shouldDisplay != false }
    }
}
