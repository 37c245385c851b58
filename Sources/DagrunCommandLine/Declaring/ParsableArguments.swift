// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Arguments, options and flags that stand in one type, so that several commands can have them.
package protocol ParsableArguments {
    /// Makes the arguments as they are when nothing is given.
    init()

    /// Looks at the arguments together, once all are read.
    ///
    /// - Throws: ``ValidationError`` when they don't go together.
    func validate() throws
}

extension ParsableArguments {
    package func validate() throws {}
}

/// A command of a program.
///
/// Its stored properties that are marked with ``Argument``, ``Option``, ``Flag`` or ``OptionGroup`` are what it takes.
package protocol ParsableCommand: ParsableArguments, SendableMetatype {
    /// What is said about the command.
    static var configuration: CommandConfiguration { get }

    /// Does what the command does.
    mutating func run() async throws
}

extension ParsableCommand {
    // Of a command that has others below it only those are run.
    package mutating func run() async throws {}
}
