// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunRuntime
public import FoundationEssentials

/// Makes a run of another DAG, and may wait for its end.
///
/// ```swift
/// task("refill", TriggerDagRunOperator("refill_water", conf: .value(["liters": 2]), waitForCompletion: true))
/// ```
///
/// It returns the new run's id, which is also pushed as `trigger_run_id`. Airflow makes the run for the user of this one. A local
/// run has no other DAGs: there the task fails and says so. Airflow's `TriggerDagRunOperator`.
public struct TriggerDagRunOperator: Operator {
    private let dagID: Input<String>
    private let runID: Input<String>?
    private let conf: Input<[String: JSONValue]>
    private let logicalDate: Input<Date>?
    private let note: Input<String>?
    private let resets: Bool
    private let skipsExisting: Bool
    private let failsWhenPaused: Bool
    private let waits: Bool
    private let isDeferrable: Bool
    private let interval: Duration
    private let allowed: [String]
    private let failed: [String]

    /// Makes the operator.
    ///
    /// - Parameters:
    ///   - dagID: The id of the DAG.
    ///   - runID: The id of the new run; nil: made of its logical date.
    ///   - conf: What is handed over to it.
    ///   - logicalDate: The instant it stands for; nil: now.
    ///   - note: What is written about it.
    ///   - resetDAGRun: Whether a run of this id that there is already is cleared, to run again.
    ///   - skipWhenAlreadyExists: Whether such a run skips the task; else it fails.
    ///   - failWhenDAGIsPaused: Whether the task fails when the DAG is paused, and would not run.
    ///   - waitForCompletion: Whether to wait for the end of the run.
    ///   - deferrable: Whether Airflow's triggerer waits, and the task gives its slot back.
    ///   - pokeInterval: The time between two looks at the run's state.
    ///   - allowedStates: The states of the run that end the wait.
    ///   - failedStates: The states of the run that fail the try.
    public init(
        _ dagID: Input<String>, runID: Input<String>? = nil, conf: Input<[String: JSONValue]> = .value([:]),
        logicalDate: Input<Date>? = nil, note: Input<String>? = nil, resetDAGRun: Bool = false,
        skipWhenAlreadyExists: Bool = false, failWhenDAGIsPaused: Bool = false, waitForCompletion: Bool = false,
        deferrable: Bool = false, pokeInterval: Duration = .seconds(60), allowedStates: [String] = ["success"],
        failedStates: [String] = ["failed"]
    ) {
        self.dagID = dagID
        self.runID = runID
        self.conf = conf
        self.logicalDate = logicalDate
        self.note = note
        resets = resetDAGRun
        skipsExisting = skipWhenAlreadyExists
        failsWhenPaused = failWhenDAGIsPaused
        waits = waitForCompletion
        isDeferrable = deferrable
        interval = pokeInterval
        allowed = allowedStates
        failed = failedStates
    }

    /// Makes the run.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The id of the run.
    /// - Throws: ``DagrunRuntime/TaskSignal`` when there is such a run already, or the DAG is paused; ``OperatorError`` when
    ///   the run failed; ``DagrunRuntime/ServiceUnavailable`` in a local run.
    public func execute(_ context: TaskContext) async throws -> String {
        let dagID = try await context.resolve(dagID)
        if failsWhenPaused, try await context.dagRuns.dag(dagID)?.isPaused == true {
            throw TaskSignal.fail("the DAG \(dagID) is paused")
        }
        let date = try await context.resolve(logicalDate) ?? context.clock.now()
        let runID = try await context.resolve(runID) ?? "manual__\(ISO8601.ts(date))"
        let isMade = try await context.dagRuns.trigger(
            dagID, runID: runID, conf: context.resolve(conf), logicalDate: date, reset: resets,
            note: context.resolve(note))
        guard isMade else {
            let reason = "there is a run \(runID) of \(dagID) already"
            throw skipsExisting ? TaskSignal.skip(reason) : TaskSignal.fail(reason)
        }
        try await context.push("trigger_run_id", runID)
        context.logOutput("triggered the run \(runID) of \(dagID)")
        guard waits else { return runID }
        if isDeferrable {
            throw TaskSignal.deferred(
                until: Trigger(
                    "airflow.providers.standard.triggers.external_task.DagStateTrigger",
                    arguments: [
                        "dag_id": .string(dagID), "states": .list((allowed + failed).map { .string($0) }),
                        "run_ids": .list([.string(runID)]), "poll_interval": .float(interval.seconds),
                    ]),
                method: "execute_complete", arguments: ["run_id": .string(runID)])
        }
        while true {
            try await context.clock.sleep(for: interval)
            if try await isOver(runID, of: dagID, context) { return runID }
        }
    }

    /// Looks how the run ended.
    ///
    /// - Parameters:
    ///   - resumption: Has the id of the run.
    ///   - context: What the task may know and ask.
    /// - Returns: The id of the run.
    /// - Throws: ``OperatorError`` when the run failed.
    public func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> String {
        guard case .string(let runID)? = resumption.arguments["run_id"] else { return try await execute(context) }
        let dagID = try await context.resolve(dagID)
        guard try await isOver(runID, of: dagID, context) else {
            throw OperatorError(.runFailed, "the run \(runID) of \(dagID) goes on, although its trigger fired")
        }
        return runID
    }

    private func isOver(_ runID: String, of dagID: String, _ context: TaskContext) async throws -> Bool {
        let state = try await context.dagRuns.state(runID, of: dagID)
        if let state, failed.contains(state) {
            throw OperatorError(.runFailed, "the run \(runID) of \(dagID) ended as \(state)")
        }
        return state.map(allowed.contains) ?? false
    }
}
