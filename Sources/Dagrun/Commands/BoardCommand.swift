// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// What there is to do with boards.
struct BoardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board", abstract: "Look at a simulated board, and play on it.",
        subcommands: [BoardRunCommand.self, BoardCheckCommand.self])
}
