// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a command line asks for.
package enum CommandRequest {
    /// To run a command.
    case run(ParsedCommand)
    /// To print a text.
    case print(String)
}

/// A command with all that it was given.
package struct ParsedCommand {
    let path: CommandPath
    let parameters: [Parameter]
    /// The command; its properties have what was given.
    package private(set) var command: any ParsableCommand

    init(_ command: any ParsableCommand, parameters: [Parameter], path: CommandPath) {
        self.command = command
        self.parameters = parameters
        self.path = path
    }

    /// Runs it.
    ///
    /// - Throws: ``UsageError`` where the command throws a ``ValidationError``; else what it throws.
    package mutating func run() async throws {
        do {
            try await command.run()
        } catch let error as ValidationError {
            throw UsageError(error.description, path: path, parameters: parameters)
        }
    }
}

/// A command line that can't be understood.
package struct UsageError: Error, CustomStringConvertible {
    /// What is wrong, how the command is used, and where to read more.
    package let description: String

    init(_ problem: String, path: CommandPath, parameters: [Parameter]) {
        let usage = UsageLine(path, parameters: parameters)
        description = """
            error: \(problem)
            usage: \(usage.text)
            See '\(path.words) --help' for more.
            """
    }
}
