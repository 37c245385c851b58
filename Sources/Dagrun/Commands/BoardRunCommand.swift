// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunHAL
internal import DagrunLocal
internal import DagrunSimulator
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// Plays a scenario on a board, without a DAG.
struct BoardRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Play a scenario on a simulated board, and tell what came of each step.",
        discussion: """
            FILE is a diagram.json, or the name of one of the bundle's boards. Nobody waits: the board's time goes straight to \
            the next instant that something happens at. Exit status: 0 all was as the scenario expects, 1 it was not, \
            2 wrong usage, 3 the board or the scenario does not load.
            """)

    @Argument(help: ArgumentHelp("The board.", valueName: "file"))
    var file: String

    @Option(help: "The scenario: a YAML file.")
    var scenario: String

    @Option(help: "What chance on the board begins with; the same seed gives the same run.")
    var seed = 1

    @OptionGroup var trace: TraceOptions

    @Option(help: "text, json or junit.")
    var output = DisplayOptions.Format.text

    func run() async throws {
        let time = VirtualTime()
        let choice = try BoardChoice(file, declared: LoadedBundle.current.boards.keys, option: "board")
        if case .real = choice {
            throw ValidationError("board \(file): a scenario is played on a simulated board only")
        }
        let text = ScenarioText(SessionProgress.theme(of: STDOUT_FILENO))
        let tellsSteps = output == .text
        let session: BoardSession
        do throws(RunError) {
            let open = try OpenBoard(
                choice, LoadedBundle.current, pins: [:], seed: UInt64(bitPattern: Int64(seed)), time: time,
                option: "board"
            ) { Output.error("warning: \($0)") }
            session = try BoardSession(open, scenario: scenario, trace: trace) { step in
                if tellsSteps { for line in text.lines(step) { Output.result(line) } }
            }
        } catch {
            throw BundleFailure(exit: .notLoaded, message: "error: \(error)")
        }
        let report = try await play(session, time)
        let diagnostics = session.recorder?.diagnostics ?? []
        let document = ScenarioDocument(report, board: file, diagnostics)
        switch output {
        case .text:
            for step in report.steps where step.outcome == .notReached {
                for line in text.lines(step) { Output.result(line) }
            }
            for line in text.summary(report, diagnostics) { Output.result(line) }
        case .json: Output.result(document.json)
        case .junit: Output.write(document.junit, to: STDOUT_FILENO)
        }
        if !report.hasPassed { throw BundleFailure(exit: .runFailed) }
    }

    private func play(_ session: BoardSession, _ time: VirtualTime) async throws -> ScenarioReport {
        let playing = Task { try await time.run { try await session.scenario?.run() } }
        let end: @Sendable () -> Void = { playing.cancel() }
        let signals = StopSignals(
            stop: end, cancel: end,
            abandon: {
                session.close()
                BundleExit.interrupted.end()
            })
        let result = await signals.watch { await playing.result }
        session.close()
        if let fault = session.traceFault { Output.error("warning: \(fault)") }
        guard let report = try? result.get() else { throw BundleFailure(exit: .interrupted, message: "interrupted") }
        return report
    }
}
