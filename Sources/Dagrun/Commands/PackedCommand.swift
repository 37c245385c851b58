// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// What there is to do with packed programs.
struct PackedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle", abstract: "Look at packed programs.", subcommands: [PackedInfoCommand.self])
}
