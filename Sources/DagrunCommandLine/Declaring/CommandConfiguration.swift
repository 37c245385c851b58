// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What is said about a command.
package struct CommandConfiguration: Sendable {
    /// The word for it.
    package var commandName: String
    /// What it does, in a line.
    package var abstract: String
    /// What else a reader must know.
    package var discussion: String
    /// What `--version` prints, here and below; nil where there is no such option.
    package var version: String?
    /// The commands below it.
    package var subcommands: [any ParsableCommand.Type]

    /// Describes a command.
    package init(
        commandName: String, abstract: String, discussion: String = "", version: String? = nil,
        subcommands: [any ParsableCommand.Type] = []
    ) {
        self.commandName = commandName
        self.abstract = abstract
        self.discussion = discussion
        self.version = version
        self.subcommands = subcommands
    }
}
