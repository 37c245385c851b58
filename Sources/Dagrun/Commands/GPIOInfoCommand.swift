// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal

/// Shows lines.
struct GPIOInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show lines: their names, how they are set up, and who uses them.")

    @Argument(help: "Chips by name or label, or lines by name; all chips, where none is given.")
    var names: [String] = []

    @OptionGroup(title: "Hardware")
    var hardware: GPIOOptions

    func run() async throws {
        let (output, names) = (hardware.output, names)
        try await hardware.use { board in
            let chips = try board.backend.chips()
            let chosen = chips.filter { chip in names.isEmpty || names.contains(chip.name) || names.contains(chip.label)
            }
            var found: [(chip: ChipInfo, lines: [LineInfo])] = []
            for chip in chosen {
                var lines: [LineInfo] = []
                for offset in 0..<chip.lineCount {
                    lines.append(try board.backend.lineInfo(LineAddress(chip: chip.name, offset: offset)))
                }
                found.append((chip, lines))
            }
            for name in names where !chips.contains(where: { $0.name == name || $0.label == name }) {
                let address = try board.address(of: PinID(name))
                guard let chip = chips.first(where: { $0.name == address.chip }) else { continue }
                found.append((chip, [try board.backend.lineInfo(address)]))
            }
            switch output {
            case .text:
                for (chip, lines) in found {
                    if lines.count == chip.lineCount {
                        Output.result("\(chip.name) - \(chip.lineCount) lines:")
                        for line in lines { Output.result("\t" + GPIOText.row(line)) }
                    } else {
                        for line in lines { Output.result("\(chip.name) " + GPIOText.row(line)) }
                    }
                }
            case .json:
                Output.result(
                    .array(
                        found.map { chip, lines in
                            [
                                "chip": .string(chip.name), "label": .string(chip.label),
                                "lines": .array(lines.map(GPIOText.json)),
                            ]
                        }))
            }
        }
    }
}
