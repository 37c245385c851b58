// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Reads a command line: the words of commands, then what the last of them takes.
package struct CommandParser {
    /// The flags that ask for help.
    static let helpNames = ["-h", "--help"]
    /// The flag that asks for the version.
    static let versionName = "--version"

    private let root: CommandPath
    private let columns: Int

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - root: The program.
    ///   - programName: The name it was started by.
    ///   - columns: The width of help texts.
    package init(_ root: any ParsableCommand.Type, programName: String, columns: Int = 80) {
        self.root = CommandPath(root, programName: programName)
        self.columns = columns
    }

    /// Reads a command line.
    ///
    /// - Parameter words: The words behind the program's name.
    /// - Returns: What they ask for; the help, where there is no command.
    /// - Throws: ``UsageError`` for a command line that is not as it should be; what a command's `validate` throws.
    package func parse(_ words: [String]) throws -> CommandRequest {
        var rest = words[...]
        let asksForHelp = rest.first == "help"
        if asksForHelp { rest.removeFirst() }
        var path = root
        while !path.configuration.subcommands.isEmpty, let word = rest.first, !word.hasPrefix("-") {
            if path.subcommand(word) == nil, let command = path.configuration.defaultSubcommand {
                path = path.appending(command)
                break
            }
            path = try below(path, word)
            rest.removeFirst()
        }
        let options = rest.prefix { $0 != "--" }
        if options.contains("--experimental-dump-help") { return .print(HelpDump.text(of: path)) }
        if asksForHelp || options.contains(where: Self.helpNames.contains) { return .print(help(path)) }
        if let version = path.version, options.contains(Self.versionName) { return .print(version) }
        let configuration = path.configuration
        if !configuration.subcommands.isEmpty, rest.isEmpty, !configuration.runsByItself { return .print(help(path)) }
        if let command = path.configuration.defaultSubcommand { path = path.appending(command) }
        return .run(try read(rest, path))
    }

    private func below(_ path: CommandPath, _ word: String) throws(UsageError) -> CommandPath {
        if let below = path.subcommand(word) { return below }
        let names = path.configuration.subcommands.map { $0.configuration.commandName } + ["help"]
        let hint = Suggestion.closest(to: word, in: names).map { "; did you mean “\($0)”?" } ?? ""
        throw UsageError("there is no command “\(word)”\(hint)", path: path, parameters: [])
    }

    private func read(_ words: ArraySlice<String>, _ path: CommandPath) throws -> ParsedCommand {
        let command = path.command.init()
        let parameters = command.parameters
        var reader = WordReader(words: words, parameters: parameters)
        do {
            try reader.read()
            try command.validateAll()
        } catch let error as ValidationError {
            throw UsageError(error.description, path: path, parameters: parameters)
        }
        return ParsedCommand(command, parameters: parameters, path: path)
    }

    private func help(_ path: CommandPath) -> String { HelpText(path, columns: columns).text }
}
