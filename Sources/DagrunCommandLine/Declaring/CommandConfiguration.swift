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
    /// The one of them that is meant where none is named; nil: one must be.
    package var defaultSubcommand: (any ParsableCommand.Type)?

    /// Whether it does something by itself, besides the commands below it.
    package var runsByItself: Bool

    /// Describes a command.
    package init(
        commandName: String, abstract: String, discussion: String = "", version: String? = nil,
        subcommands: [any ParsableCommand.Type] = [], defaultSubcommand: (any ParsableCommand.Type)? = nil,
        runsByItself: Bool = false
    ) {
        self.commandName = commandName
        self.abstract = abstract
        self.discussion = discussion
        self.version = version
        self.subcommands = subcommands
        self.defaultSubcommand = defaultSubcommand
        self.runsByItself = runsByItself
    }
}
