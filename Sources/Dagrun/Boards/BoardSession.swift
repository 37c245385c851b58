// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSimulator

/// A run on an open board, with what a scenario does to the board meanwhile.
struct BoardSession: Sendable {
    /// The board.
    let open: OpenBoard
    /// What is done to it; nil: nothing.
    let scenario: ScenarioRunner?

    /// Runs a DAG, and closes the board behind it.
    ///
    /// - Parameter run: The run.
    /// - Returns: The run's record, and what came of the scenario.
    func execute(_ run: LocalRun) async -> (record: RunRecord, scenario: ScenarioReport?) {
        defer { close() }
        guard let time = open.time else { return (await run.execute(), nil) }
        // Not a child task: it begins in the time of the board, and goes on when the run has ended, to look at what it left.
        let playing = Task(executorPreference: time.executor) { [scenario] () -> ScenarioReport? in
            let report = try? await scenario?.run()
            // Nobody does anything to the board any more: what the run waits for would not come.
            if report?.hasPassed == false { run.cancelRunning() }
            return report
        }
        let record = await run.execute()
        if !record.state.isFinished { playing.cancel() }
        return (record, try? await time.run { await playing.value })
    }

    /// Drives outputs to their safe values and lets go of the board, whatever still uses it.
    func close() { open.board.closeNow() }
}

extension ScenarioReport {
    /// What came of the scenario, for people.
    var words: String {
        guard let failure else { return "scenario “\(name)” passed" }
        let step = steps.last { if case .failed = $0.outcome { true } else { false } }
        let place = step.map { " at step \($0.number)\($0.line.map { ", line \($0)" } ?? "") (\($0.text))" } ?? ""
        return "scenario “\(name)” failed\(place): \(failure)"
    }
}
