// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal

/// Shows edges as they come.
struct GPIOMonitorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor", abstract: "Show edges as they come, until Ctrl-C.",
        discussion:
            "Each with its instant by the clock that stamps them, in seconds. With --output json, a line for each.")

    enum Edges: String, ExpressibleByArgument, CaseIterable {
        case both, rising, falling

        var detection: EdgeDetection {
            switch self {
            case .both: .both
            case .rising: .rising
            case .falling: .falling
            }
        }
    }

    @Argument(help: "The lines.")
    var lines: [String] = []

    @Option(help: "both, rising or falling.")
    var edges = Edges.both

    @Option(help: "How long a line must be stable before an edge counts: 5ms, 250us.")
    var debounce: String?

    @Option(help: "End after so many edges.")
    var number: Int?

    @OptionGroup(title: "Lines")
    var settings: GPIOLineOptions

    @OptionGroup(title: "Hardware")
    var hardware: GPIOOptions

    func validate() throws {
        if lines.isEmpty { throw ValidationError("which lines? such as GPIO17") }
        if let number, number < 1 { throw ValidationError("--number must be 1 at least") }
    }

    func run() async throws {
        let config = LineConfig.input(
            bias: settings.bias.bias, activeLow: settings.activeLow, edges: edges.detection,
            debounce: try debounce.map(GPIODuration.read) ?? .zero)
        let (names, output, number) = (lines, hardware.output, number)
        try await hardware.use { board in
            let lease = try await board.lease(
                names.map { (PinID($0), config) }, holder: "\(CommandName.ofProcess) gpio monitor")
            var left = number ?? .max
            for try await event in lease.events() {
                switch event.kind {
                case .edge(let edge, let time, _):
                    switch output {
                    case .text: Output.result("\(Self.seconds(time))\t\(edge.rawValue)\t\"\(names[event.index])\"")
                    case .json:
                        Output.write(
                            "{\"time\":\(Self.seconds(time)),\"edge\":\"\(edge.rawValue)\",\"line\":"
                                + String(decoding: CanonicalJSON.bytes(of: .string(names[event.index])), as: UTF8.self)
                                + "}\n", to: 1)
                    }
                    left -= 1
                case .gap(let lost, _):
                    Output.error(
                        "warning: \(lost.map { "\($0)" } ?? "some") edges of \(names[event.index]) were lost")
                }
                if left == 0 { return }
            }
        }
    }

    /// An instant as `gpiomon` shows it: seconds with nine digits behind the point.
    private static func seconds(_ time: Timestamp) -> String { String("\(time)".dropLast(2)) }
}
