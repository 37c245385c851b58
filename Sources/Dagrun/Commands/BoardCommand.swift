// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// What there is to do with boards.
struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "Watch a simulated board, play on it, and check its wiring.",
        subcommands: [BoardLiveCommand.self, BoardRunCommand.self, BoardCheckCommand.self],
        defaultSubcommand: BoardLiveCommand.self)
}
