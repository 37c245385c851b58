// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCommandLine

/// A program with a command of each kind.
struct SampleProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Do things.", discussion: "Results go to standard output.",
        version: "sample 1.2", subcommands: [Brew.self, Pour.self, Grind.self])
}

enum Strength: String, ExpressibleByArgument, CaseIterable { case mild, strong }

struct Water: ParsableArguments {
    @Option(name: [.customShort("t"), .long], help: "Degrees.")
    var temperature = 90

    @Flag(help: "Take it from the tap.")
    var fromTap = false

    func validate() throws {
        if temperature > 100 { throw ValidationError("--temperature: water boils at 100") }
    }
}

struct Brew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brew", abstract: "Brew coffee.", discussion: "It takes a while.\nThen it is there.")

    @Argument(help: "The bean.")
    var bean: String

    @Argument(help: "What is added.")
    var extras: [String] = []

    @Option(help: "How strong it is.")
    var strength = Strength.mild

    @Option(help: ArgumentHelp("The cup to fill.", valueName: "cup"))
    var intoCUP: String?

    @Option(defaultAsFlag: "latest", help: "Brew as an earlier time.")
    var again: String?

    @Option(name: .shortAndLong, help: "A guest. Repeatable.")
    var guest: [String] = ["me"]

    @Flag(name: .shortAndLong, help: "Make no noise.")
    var quiet = false

    @OptionGroup(title: "The water")
    var water: Water

    func run() async throws { throw ValidationError("there are no beans left") }
}

struct Pour: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "pour", abstract: "Pour.")

    @Option(name: .customLong("into"), help: "The cup.")
    var cup: String

    @Argument(help: "How many times.")
    var times: Int?
}

/// A command that does something by itself, besides the one below it.
struct Grind: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grind", abstract: "Grind.", subcommands: [Clean.self], runsByItself: true)

    @Flag(help: "Not so coarse.")
    var fine = false

    struct Clean: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "clean", abstract: "Clean the grinder.")
    }
}
