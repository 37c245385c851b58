// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine

/// What there is to do with pins by hand.
struct GPIOCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gpio", abstract: "Look at pins, and use them by hand.",
        discussion: """
            The commands and what they print are those of libgpiod's tools, version 2. A line is named as everywhere: GPIO17, BOARD11, \
            J8:11, gpiochip0:17, a name of the bundle's wiring.
            """,
        subcommands: [
            GPIODetectCommand.self, GPIOInfoCommand.self, GPIOGetCommand.self, GPIOSetCommand.self,
            GPIOMonitorCommand.self, GPIOBlinkCommand.self, GPIOPinoutCommand.self,
        ])
}
