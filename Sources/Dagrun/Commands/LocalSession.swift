// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunModel
internal import DagrunSimulator
internal import DagrunSystem
internal import Logging

#if canImport(Glibc)
internal import Glibc
#endif

/// One local run as a person sees it: progress, signals, summary.
struct LocalSession {
    private let document: DAGDocument
    private let localRun: LocalRun
    private let display: DisplayOptions
    private let progress: SessionProgress
    private let board: BoardSession?
    /// Asks what tasks ask; nil where nobody is there to answer.
    private let questions: TerminalQuestions?

    init(
        _ dag: DAG, _ configuration: LocalRunConfiguration, _ display: DisplayOptions, _ board: BoardSession?
    ) throws {
        self.board = board
        var configuration = configuration
        let progress = SessionProgress(display)
        questions =
            TerminalQuestions.isPossible
            ? TerminalQuestions(stepAside: { progress.stepAside() }, comeBack: { progress.comeBack() }) : nil
        if let questions { configuration.ask = { try await questions.ask($0, $1) } }
        let root = configuration.root
        configuration.onEvents = { progress.handle($0) }
        configuration.onWarning = { progress.print("warning: \($0)") }
        // What a task says at notice or above is for the one who watches.
        let shown: Logger.Level = display.showLogs ? .trace : .notice
        let console = board?.console
        configuration.onLog = { instance, level, line in
            console?.append(line + "\n")
            if level >= shown { progress.log(instance, line) }
        }
        localRun = try LocalRun(dag, configuration)
        document = localRun.document
        self.display = display
        self.progress = progress
        let clock = configuration.clock
        progress.begin(
            localRun, now: { clock.now() },
            history: root.map { RunHistory(root: $0).durations(dagID: dag.id) } ?? [:], live: board?.live)
    }

    /// Runs the DAG, shows it, and writes the result.
    ///
    /// - Returns: The run's record, and what came of the scenario that was played on its board.
    func run() async -> (record: RunRecord, scenario: ScenarioReport?) {
        let (run, progress, board, questions) = (localRun, progress, board, questions)
        let signals = StopSignals(
            // Whoever is asked and wants to go doesn't answer first.
            stop: { if questions?.isAsking ?? false { run.cancelRunning() } else { run.stop() } },
            cancel: { run.cancelRunning() }, abandon: { Self.abandon(run, progress, board) })
        let keyboard = board?.live.flatMap { live in
            Keyboard.begin(
                onKey: { key in
                    if live.press(key).contains(.redraw) { progress.redraw() }
                    progress.drawNow()
                }, onLeave: { progress.redraw() })
        }
        questions?.use(keyboard)
        defer { keyboard?.close() }
        return await signals.watch {
            async let drawing: Void = progress.draw()
            // What tasks print must not get between the lines of a result.
            let aside = StandardOutputAside(lines: progress.printed)
            let (record, scenario) = await Self.execute(run, board)
            aside?.restore()
            keyboard?.close()
            await progress.finish(record)
            await drawing
            if let fault = board?.traceFault { Output.error("warning: \(fault)") }
            show(record)
            return (record, scenario)
        }
    }

    private static func execute(_ run: LocalRun, _ board: BoardSession?) async -> (RunRecord, ScenarioReport?) {
        guard let board else { return (await run.execute(), nil) }
        return await board.execute(run)
    }

    private static func abandon(_ run: LocalRun, _ progress: SessionProgress, _ board: BoardSession?) -> Never {
        // First of all: what is on must not stay on.
        board?.close()
        progress.close()
        RawTerminal.leave()
        run.abandon()
        let running = run.running
        let names = running.prefix(5).map(\.description).joined(separator: ", ")
        Output.error("\(running.isEmpty ? "" : "left behind: \(names); ")resume with --resume \(run.facts.runID)")
        BundleExit.interrupted.end()
    }

    private func show(_ record: RunRecord) {
        let logs = LogTail(folder: localRun.folder)
        summarize(record, logs)
        switch display.output {
        case .json: Output.result(RunJSON.value(document: document, record: record))
        case .junit:
            Output.write(
                JUnitReport(lastLogLines: { logs.lines($0, $1) }).text(document: document, record: record),
                to: STDOUT_FILENO)
        case .text:
            let results = RunResults(document: document, record: record, mask: { localRun.masked($0) })
            let lines = results.lines(width: Output.width)
            // On a terminal, apart from the summary.
            if !lines.isEmpty, display.progress != .none, Terminal.isTTY(STDOUT_FILENO) { Output.error("") }
            for line in lines { Output.result(line) }
        }
        if !record.state.isFinished {
            let words = "\(CommandName.ofProcess) local \(record.facts.dagID) --resume '\(record.facts.runID)'"
            Output.error("interrupted; resume with: \(words)")
        }
    }

    private func summarize(_ record: RunRecord, _ logs: LogTail) {
        let theme = SessionProgress.theme
        let size = Terminal.size(STDERR_FILENO, environment: ProcessEnvironment.variables)
        let summary = RunSummary(
            width: Terminal.isTTY(STDERR_FILENO) ? size.columns : 100, theme: theme,
            lastLogLines: { logs.lines($0, $1) }, logPath: { logs.path($0, $1) })
        // Who wants no progress is told what went wrong all the same.
        let lines =
            display.progress == .none
            ? summary.failureLines(record) : summary.lines(document: document, record: record)
        for line in lines { Output.error(line) }
    }
}
