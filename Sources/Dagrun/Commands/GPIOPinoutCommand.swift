// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal

#if canImport(Glibc)
internal import Glibc
#endif

/// Draws a board's headers.
struct GPIOPinoutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pinout", abstract: "Draw a board's headers, with all that its pins can be.",
        discussion: """
            --board takes any board's id here, also of one that this machine is not; such a board's lines are not looked at. A line in use \
            is marked by who uses it.
            """)

    @OptionGroup(title: "Hardware")
    var hardware: GPIOOptions

    func run() async throws {
        let output = hardware.output
        if let known = BoardDescription.known.first(where: { $0.id == hardware.board }) {
            return Self.show(PinoutReport(known, users: [:]), output)
        }
        try await hardware.use { board in
            var users: [String: String] = [:]
            for line in board.description.lines {
                guard let address = try? board.address(of: PinID(line.name)),
                    let info = try? board.backend.lineInfo(address), info.isUsed
                else { continue }
                users[line.name] = info.consumer ?? "the kernel"
            }
            guard !board.description.headers.isEmpty else {
                throw HALError(
                    .unsupported, "pinout", reason: "nothing is known of the headers of this \(board.description.name)",
                    advice: "‘gpio info’ shows its lines.")
            }
            Self.show(PinoutReport(board.description, users: users), output)
        }
    }

    private static func show(_ report: PinoutReport, _ output: OutputFormat) {
        switch output {
        case .json: Output.result(report.json)
        case .text:
            let isColoured = SessionProgress.theme(of: STDOUT_FILENO).usesColor
            for line in report.lines(isColoured: isColoured) { Output.result(line) }
        }
    }
}
