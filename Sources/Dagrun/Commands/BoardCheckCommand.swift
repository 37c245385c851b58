// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunSimulator

/// Checks a diagram.
struct BoardCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Show a diagram's parts, nets and lines, and what is wrong with its wiring.",
        discussion: """
            FILE is a diagram.json as Wokwi draws it. What is found doesn't change the exit status: it is 0, or 1 when the file is \
            broken.
            """)

    @Argument(help: ArgumentHelp("The diagram.", valueName: "file"))
    var file: String

    @Option(help: "text or json.")
    var output = OutputFormat.text

    func run() throws {
        let board: DiagramBoard
        do throws(DiagramError) {
            board = try DiagramBoard(contentsOf: file, registry: LoadedBundle.current.parts)
        } catch {
            throw BundleFailure(exit: .runFailed, message: "error: \(error)")
        }
        let report = BoardReport(board, file: file)
        switch output {
        case .json: Output.result(report.json)
        case .text: for line in report.lines(width: Output.width) { Output.result(line) }
        }
    }
}
