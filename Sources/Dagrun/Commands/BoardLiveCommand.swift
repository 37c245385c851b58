// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCommandLine
internal import DagrunLocal
internal import DagrunSimulator
internal import DagrunSystem
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// Shows a board in the terminal, to play on it.
struct BoardLiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "live",
        abstract: "Watch a simulated board in the terminal: press its buttons, move its sliders, break it.",
        discussion: """
            FILE is a diagram.json, or the name of one of the bundle's boards; the word live may be left out. The keys are \
            explained on the screen: press ?. To do all of it without a terminal, play a scenario: board run.
            """)

    @Argument(help: ArgumentHelp("The board.", valueName: "file"))
    var file: String

    @Option(help: "How many times as fast as in reality the board's time goes.")
    var speed = 1.0

    @Option(help: "A scenario that is played from the beginning on: a YAML file.")
    var scenario: String?

    @Option(help: "What chance on the board begins with; the same seed gives the same run.")
    var seed = 1

    @OptionGroup var trace: TraceOptions

    func validate() throws {
        guard speed >= 1e-3, speed <= 1e4 else { throw ValidationError("--speed must be from 0.001 to 10000") }
    }

    func run() async throws {
        let environment = ProcessEnvironment.variables
        guard Terminal.canDrawLive(environment: environment, isTTY: Terminal.isTTY(STDERR_FILENO)),
            RawTerminal.isAvailable
        else {
            throw BundleFailure(
                exit: .usage,
                message: "error: a live board needs a terminal in front of it; without one, play a scenario:"
                    + " \(CommandName.ofProcess) board run \(file) --scenario FILE")
        }
        let time = VirtualTime(.realTime(factor: speed))
        let (live, session) = try open(time)
        try await show(live, session, time)
        session.close()
        if let fault = session.traceFault { Output.error("warning: \(fault)") }
    }

    private func open(_ time: VirtualTime) throws -> (LiveBoard, BoardSession) {
        let bundle = LoadedBundle.current
        let choice = try BoardChoice(file, declared: bundle.boards.keys, option: "board")
        if case .real = choice { throw ValidationError("board \(file): only simulated boards can be watched") }
        do throws(RunError) {
            var warnings: [String] = []
            let open = try OpenBoard(
                choice, bundle, pins: [:], seed: UInt64(bitPattern: Int64(seed)), time: time, option: "board"
            ) { warning in
                // The file is named above.
                warnings.append(warning.hasPrefix("\(file): ") ? String(warning.dropFirst(file.count + 2)) : warning)
            }
            guard let live = LiveBoard(open, theme: SessionProgress.theme, canQuit: true) else {
                throw .badOption("board \(file): only simulated boards can be watched")
            }
            for warning in warnings { live.note(warning, isWarning: true) }
            return (live, try BoardSession(open, scenario: scenario, trace: trace) { live.note($0) })
        } catch {
            throw BundleFailure(exit: .notLoaded, message: "error: \(error)")
        }
    }

    private func show(_ live: LiveBoard, _ session: BoardSession, _ time: VirtualTime) async throws {
        let screen = BoardScreen(live)
        let keyboard = Keyboard.begin(
            onKey: { screen.press($0) }, onEnd: { screen.quit() }, onLeave: { screen.close(isForGood: false) })
        defer {
            screen.close(isForGood: true)
            keyboard?.close()
        }
        let signals = StopSignals(
            stop: { screen.quit() }, cancel: { screen.quit() },
            abandon: {
                session.close()
                screen.close(isForGood: true)
                BundleExit.interrupted.end()
            })
        await signals.watch {
            // What happens on the board, and what is typed, until it is left.
            let playing = Task {
                try? await time.run {
                    await withTaskGroup { group in
                        group.addTask { await live.work() }
                        if let scenario = session.scenario {
                            group.addTask {
                                if let report = try? await scenario.run() {
                                    live.note("\(report)", isWarning: !report.hasPassed)
                                }
                            }
                        }
                    }
                }
            }
            await screen.run()
            playing.cancel()
        }
    }
}
