// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal

/// Reads lines.
struct GPIOGetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "get", abstract: "Read lines.")

    @Argument(help: "The lines.")
    var lines: [String] = []

    @Flag(help: "Print 1 and 0, all in one line.")
    var numeric = false

    @Flag(help: "Leave the lines' direction as it is, so that an output can be read.")
    var asIs = false

    @OptionGroup(title: "Lines")
    var settings: GPIOLineOptions

    @OptionGroup(title: "Hardware")
    var hardware: GPIOOptions

    func validate() throws {
        if lines.isEmpty { throw ValidationError("which lines? such as GPIO17") }
        if asIs, settings.bias != .asIs { throw ValidationError("--bias needs a direction: leave --as-is away") }
    }

    func run() async throws {
        let config = LineConfig(
            direction: asIs ? .asIs : .input, bias: settings.bias.bias, activeLow: settings.activeLow,
            onRelease: .keep)
        let (names, output, numeric) = (lines, hardware.output, numeric)
        try await hardware.use { board in
            let lease = try await board.lease(
                names.map { (PinID($0), config) }, holder: "\(CommandName.ofProcess) gpio get")
            let all = try lease.values()
            let values = names.indices.map { all[$0] ?? false }
            switch output {
            case .json:
                Output.result(
                    .object(Dictionary(zip(names, values).map { ($0, .int($1 ? 1 : 0)) }, uniquingKeysWith: { $1 })))
            case .text where numeric: Output.result(values.map { $0 ? "1" : "0" }.joined(separator: " "))
            case .text:
                Output.result(
                    zip(names, values).map { "\"\($0)\"=\(GPIOText.value($1))" }.joined(separator: " "))
            }
        }
    }
}
