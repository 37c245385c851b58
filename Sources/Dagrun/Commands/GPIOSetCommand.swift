// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal

/// Sets lines.
struct GPIOSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set lines, and hold them until Ctrl-C.",
        discussion: """
            A line is held as long as the command runs. What it does afterwards is up to --release: as an input it is what is \
            connected that decides, and with keep the hardware does, most of which leave the line as it is.
            """)

    enum Release: String, ExpressibleByArgument, CaseIterable {
        case input, keep
    }

    @Argument(help: "What is to be set: GPIO18=1, or on, off, active, inactive.")
    var values: [String] = []

    @Option(help: "How long to hold the lines: 500ms, 2s; until Ctrl-C, where not given.")
    var hold: String?

    @Option(help: "What becomes of the lines: input or keep.")
    var release = Release.input

    @OptionGroup(title: "Lines")
    var settings: GPIOLineOptions

    @OptionGroup(title: "Hardware")
    var hardware: GPIOOptions

    func validate() throws {
        if values.isEmpty { throw ValidationError("which lines? such as GPIO18=1") }
    }

    func run() async throws {
        var lines: [(pin: PinID, config: LineConfig)] = []
        for text in values {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, let value = GPIOText.value(parts[1]) else {
                throw ValidationError("\(text): write a line and its value, such as GPIO18=1")
            }
            var config = LineConfig.output(
                value, activeLow: settings.activeLow, onRelease: release == .keep ? .keep : .input)
            config.bias = settings.bias.bias
            lines.append((PinID(parts[0]), config))
        }
        let duration = try hold.map(GPIODuration.read)
        let (values, output) = (values, hardware.output)
        try await hardware.use { [lines] board in
            let lease = try await board.lease(lines, holder: "\(CommandName.ofProcess) gpio set")
            if output == .json { Output.result(["set": .array(values.map { .string($0) })]) }
            defer { lease.release() }
            // An instant that never comes.
            try await board.clock.sleep(for: duration ?? .seconds(1 << 32))
        }
    }
}
