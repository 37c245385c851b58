// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal

/// Lists chips.
struct GPIODetectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect", abstract: "List the chips, and say which board it is.")

    @OptionGroup(title: "Hardware")
    var hardware: GPIOOptions

    func run() async throws {
        let output = hardware.output
        try await hardware.use { board in
            let chips = try board.backend.chips()
            switch output {
            case .text:
                for chip in chips { Output.result("\(chip.name) [\(chip.label)] (\(chip.lineCount) lines)") }
                Output.error("\(board.description.name), by \(board.backend.name)")
            case .json:
                Output.result([
                    "board": .string(board.description.name), "board_id": .string(board.description.id),
                    "backend": .string(board.backend.name),
                    "chips": .array(
                        chips.map { chip in
                            [
                                "name": .string(chip.name), "label": .string(chip.label),
                                "lines": .int(Int64(chip.lineCount)),
                            ]
                        }),
                ])
            }
        }
    }
}
