// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
internal import DagrunModel
internal import DagrunSystem

/// Does to a board what a scenario says.
///
/// ```swift
/// let time = VirtualTime()
/// let board = try VirtualBoard("lamp", design: design, clock: time)
/// let runner = try ScenarioRunner(scenario, on: BoardRecorder(board))
/// let report = try await time.run { try await runner.run() }
/// ```
///
/// All steps are checked before the first one is done. The scenario ends with the first step that fails, or with the first step
/// after which a watched rule does not hold.
public struct ScenarioRunner: Sendable {
    /// How a scenario is run.
    public struct Configuration: Sendable {
        /// How long a step that names no timeout waits at most, in the board's time.
        public var waitLimit: Duration = .seconds(60)
        /// What steps that wait for a serial output listen to; nil: nothing is said.
        public var console: ScenarioConsole?
        /// Whether steps about serial lines are left out where there is no console.
        public var skipsSerial = false
        /// The folder that pictures are kept in and compared with.
        public var folder = "."
        /// How signals are drawn.
        public var style = WaveformStyle()

        /// Makes a configuration with the defaults: a minute, no console, the present folder.
        public init() {}
    }

    let scenario: Scenario
    let recorder: BoardRecorder
    let configuration: Configuration
    /// The board's time, where that is a virtual one.
    let time: VirtualTime?
    private let onStep: @Sendable (ScenarioReport.Step) -> Void

    /// Checks a scenario against its board.
    ///
    /// - Parameters:
    ///   - scenario: The scenario.
    ///   - recorder: What records the board.
    ///   - configuration: How it is run.
    ///   - onStep: Is told of each step when it is over.
    /// - Throws: ``ScenarioError`` with all steps that don't fit the board.
    public init(
        _ scenario: Scenario, on recorder: BoardRecorder, _ configuration: Configuration = Configuration(),
        onStep: @escaping @Sendable (ScenarioReport.Step) -> Void = { _ in }
    ) throws(ScenarioError) {
        self.scenario = scenario
        self.recorder = recorder
        self.configuration = configuration
        self.onStep = onStep
        time = recorder.board.clock as? VirtualTime
        let faults = ScenarioCheck(board: recorder.board, trace: recorder.trace, configuration).faults(of: scenario)
        guard faults.isEmpty else { throw ScenarioError(file: scenario.name, faults: faults) }
    }

    /// Runs the scenario.
    ///
    /// - Returns: What came of it; a scenario that failed is no error.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func run() async throws -> ScenarioReport {
        var report = ScenarioReport(name: scenario.name, seed: recorder.board.seed, steps: [])
        report.steps = scenario.steps.enumerated().map { index, step in
            ScenarioReport.Step(
                number: index + 1, line: step.position?.line, text: step.name ?? step.description, outcome: .notReached)
        }
        var run = ScenarioRun(self)
        let clock = recorder.board.clock
        let start = clock.now
        for (index, step) in scenario.steps.enumerated() {
            report.steps[index].start = clock.now
            let outcome = try await run.perform(step.action)
            report.steps[index].end = clock.now
            report.steps[index].outcome = outcome
            onStep(report.steps[index])
            if case .failed(let reason) = outcome {
                report.failure = reason
                break
            }
            if let broken = run.brokenRule() {
                report.failure = broken
                break
            }
        }
        report.rules = run.rules.map { ($0.rule, $0.verdict) }
        report.snapshots = run.snapshots
        report.duration = clock.now - start
        if report.failure == nil { report.failure = run.undecidedRule(report.rules) }
        return report
    }
}
