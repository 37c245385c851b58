// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A command and the commands above it.
struct CommandPath {
    /// From the program itself down.
    private(set) var commands: [any ParsableCommand.Type]

    /// The name the program was started by, which stands for that of its own command.
    private let programName: String

    init(_ root: any ParsableCommand.Type, programName: String) {
        commands = [root]
        self.programName = programName
    }

    /// The innermost command.
    var configuration: CommandConfiguration { command.configuration }

    var command: any ParsableCommand.Type { commands[commands.count - 1] }

    /// The words that lead to it: `dagrun local`.
    var words: String {
        ([programName] + commands.dropFirst().map { $0.configuration.commandName }).joined(separator: " ")
    }

    /// What `--version` prints; nil where there is no such option.
    var version: String? { commands.reversed().lazy.compactMap { $0.configuration.version }.first }

    /// The path to a command below.
    func appending(_ command: any ParsableCommand.Type) -> CommandPath {
        var path = self
        path.commands.append(command)
        return path
    }

    /// The command below of that name.
    func subcommand(_ name: String) -> CommandPath? {
        configuration.subcommands.first { $0.configuration.commandName == name }.map(appending)
    }
}
