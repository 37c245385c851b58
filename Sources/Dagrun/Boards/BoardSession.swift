// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSimulator
internal import DagrunSystem

/// A run on an open board, with what a scenario does to the board meanwhile and what is recorded of it.
struct BoardSession: Sendable {
    /// The board.
    let open: OpenBoard
    /// What records the board; nil: nobody wants to know.
    let recorder: BoardRecorder?
    /// What is done to it; nil: nothing.
    let scenario: ScenarioRunner?
    /// What the scenario's steps about serial lines listen to.
    let console = ScenarioConsole()
    /// The board as somebody watches it and plays on it; nil: nobody does.
    let live: LiveBoard?

    /// Prepares what goes on besides the run.
    ///
    /// - Parameters:
    ///   - open: The board.
    ///   - scenario: The file of a scenario that is played; nil: none.
    ///   - trace: Where all signals are written to.
    ///   - hasTasks: Whether tasks run, whose logs the scenario may wait for.
    ///   - live: The board as somebody watches it.
    ///   - onStep: Is told of each step of the scenario when it is over.
    /// - Throws: ``RunError`` when the scenario can't be read or doesn't fit the board, and when the file can't be written.
    init(
        _ open: OpenBoard, scenario: String?, trace: TraceOptions, hasTasks: Bool = false, live: LiveBoard? = nil,
        onStep: @escaping @Sendable (ScenarioReport.Step) -> Void = { _ in }
    ) throws(RunError) {
        self.open = open
        self.live = live
        guard scenario != nil || trace.vcd != nil else {
            (recorder, self.scenario) = (nil, nil)
            return
        }
        guard let simulation = open.simulation else {
            let (option, what) =
                scenario.map { ("--scenario \($0)", "a scenario is played") } ?? ("--vcd", "a trace is written")
            throw .badOption("\(option): \(what) on a simulated board only")
        }
        let recorder: BoardRecorder
        do throws(FileError) { recorder = try BoardRecorder(simulation, trace.recording) } catch {
            throw .badOption("--vcd \(error)")
        }
        self.recorder = recorder
        var playing = ScenarioRunner.Configuration()
        if hasTasks { playing.console = console }
        do {
            self.scenario = try scenario.map { path in
                let scenario = try Scenario(yaml: Folders.read(path), file: path)
                do throws(ScenarioError) {
                    return try ScenarioRunner(scenario, on: recorder, playing, onStep: onStep)
                } catch {
                    // By itself it knows the scenario's name only.
                    var error = error
                    error.file = path
                    throw error
                }
            }
        } catch {
            // It begins with the path.
            throw .badOption("--scenario \(error)")
        }
    }

    /// Runs a DAG, and closes the board behind it.
    ///
    /// - Parameter run: The run.
    /// - Returns: The run's record, and what came of the scenario.
    func execute(_ run: LocalRun) async -> (record: RunRecord, scenario: ScenarioReport?) {
        await execute(cancel: { run.cancelRunning() }, isOver: { $0.state.isFinished }) { await run.execute() }
    }

    /// Does work on the board, and closes it behind that.
    ///
    /// - Parameters:
    ///   - cancel: Ends the work when the scenario failed.
    ///   - isOver: Whether the work came to its end; else nobody waits for the rest of the scenario.
    ///   - work: The work.
    /// - Returns: What the work returned, and what came of the scenario.
    func execute<Result: Sendable>(
        cancel: @escaping @Sendable () -> Void, isOver: (Result) -> Bool, _ work: () async -> Result
    ) async -> (Result, scenario: ScenarioReport?) {
        defer { close() }
        guard let time = open.time else { return (await work(), nil) }
        // Not a child task: it begins in the time of the board, and goes on when the work has ended, to look at what it left.
        let playing = Task(executorPreference: time.executor) { [scenario] () -> ScenarioReport? in
            let report = try? await scenario?.run()
            // Nobody does anything to the board any more: what the work waits for would not come.
            if report?.hasPassed == false { cancel() }
            return report
        }
        let working = Task(executorPreference: time.executor) { [live] in await live?.work() }
        let result = await work()
        working.cancel()
        if !isOver(result) { playing.cancel() }
        let report = try? await time.run {
            let report = await playing.value
            // Closing the board lets go of what tasks left on.
            live?.keep()
            return report
        }
        return (result, report)
    }

    /// Drives outputs to their safe values and lets go of the board, whatever still uses it; the trace ends here.
    func close() {
        open.board.closeNow()
        try? recorder?.finish()
    }

    /// What went wrong with the trace's file; nil when nothing did.
    var traceFault: String? {
        do throws(FileError) {
            try recorder?.finish()
            return nil
        } catch {
            return "--vcd \(error)"
        }
    }
}
