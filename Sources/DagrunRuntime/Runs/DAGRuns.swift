// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// Other runs, of this DAG and others, as Airflow knows them.
///
/// ```swift
/// let running = try await context.dagRuns.count(of: "sales", states: ["running"])
/// ```
///
/// A local run knows no others: there each of these throws ``ServiceUnavailable``.
public struct DAGRuns: Sendable {
    let context: TaskContext

    /// Looks up a run.
    ///
    /// - Parameters:
    ///   - runID: The run's id.
    ///   - dagID: The DAG's id; nil: that of this task.
    /// - Returns: The run; nil where there is none.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func info(_ runID: String, of dagID: String? = nil) async throws -> DAGRunInfo? {
        try await context.ask(ServiceRequest(.getDAGRun, names(runID, dagID))).map(DAGRunInfo.init)
    }

    /// Looks up the state of a run.
    ///
    /// - Parameters:
    ///   - runID: The run's id.
    ///   - dagID: The DAG's id; nil: that of this task.
    /// - Returns: The state in Airflow's words; nil where there is no such run.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func state(_ runID: String, of dagID: String? = nil) async throws -> String? {
        try await context.ask(ServiceRequest(.getDAGRunState, names(runID, dagID))).flatMap {
            AnswerMembers($0).text("state")
        }
    }

    /// Counts runs.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id; nil: that of this task.
    ///   - runIDs: Only these; nil: all.
    ///   - logicalDates: Only those that stand for these instants; nil: all.
    ///   - states: Only those in these states; nil: all.
    /// - Returns: How many there are.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func count(
        of dagID: String? = nil, runIDs: [String]? = nil, logicalDates: [Date]? = nil, states: [String]? = nil
    ) async throws -> Int {
        var members: [String: JSONValue] = ["dag_id": .string(dagID ?? context.dagID)]
        members["run_ids"] = runIDs.map { .array($0.map { .string($0) }) }
        members["logical_dates"] = logicalDates.map { .array($0.map { .string(ISO8601.ts($0)) }) }
        members["states"] = states.map { .array($0.map { .string($0) }) }
        let answer = try await context.ask(ServiceRequest(.getDAGRunCount, members))
        return AnswerMembers(answer ?? .null).int("count") ?? 0
    }

    /// Finds the run before this one, by logical date.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id; nil: that of this task.
    ///   - date: The instant that it lies before; nil: that of this run.
    ///   - state: Only one in this state; nil: any.
    /// - Returns: The run; nil where there is none, and in a run without a logical date.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func previous(
        of dagID: String? = nil, before date: Date? = nil, state: String? = nil
    ) async throws -> DAGRunInfo? {
        guard let date = date ?? context.logicalDate else { return nil }
        var members: [String: JSONValue] = [
            "dag_id": .string(dagID ?? context.dagID), "logical_date": .string(ISO8601.ts(date)),
        ]
        members["state"] = state.map { .string($0) }
        guard let run = try await context.ask(ServiceRequest(.getPreviousDAGRun, members))?["dag_run"], run != .null
        else { return nil }
        return DAGRunInfo(run)
    }

    /// Makes a run of a DAG.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - runID: The id of the new run.
    ///   - conf: What is handed over to it.
    ///   - logicalDate: The instant it stands for; nil: none.
    ///   - runAfter: It starts at this instant or later; nil: now.
    ///   - reset: Whether a run of this id that there is already is cleared, to run again.
    ///   - partitionKey: The partition it works on; nil: none.
    ///   - note: What is written about it.
    /// - Returns: Whether it was made or cleared: false where there is one of this id already.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow refuses, such as for a DAG that it doesn't have.
    public func trigger(
        _ dagID: String, runID: String, conf: [String: JSONValue] = [:], logicalDate: Date? = nil,
        runAfter: Date? = nil,
        reset: Bool = false, partitionKey: String? = nil, note: String? = nil
    ) async throws -> Bool {
        var members = names(runID, dagID)
        if !conf.isEmpty { members["conf"] = .object(conf) }
        members["logical_date"] = logicalDate.map { .string(ISO8601.ts($0)) }
        members["run_after"] = runAfter.map { .string(ISO8601.ts($0)) }
        if reset { members["reset_dag_run"] = true }
        members["partition_key"] = partitionKey.map { .string($0) }
        members["note"] = note.map { .string($0) }
        return try await context.ask(ServiceRequest(.triggerDAGRun, members))?["ok"] != .bool(false)
    }

    /// Looks up a DAG.
    ///
    /// - Parameter dagID: The DAG's id.
    /// - Returns: The DAG; nil where there is none.
    /// - Throws: ``ServiceUnavailable`` in a local run; when Airflow can't be asked.
    public func dag(_ dagID: String) async throws -> DAGInfo? {
        try await context.ask(ServiceRequest(.getDAG, ["dag_id": .string(dagID)])).map(DAGInfo.init)
    }

    private func names(_ runID: String, _ dagID: String?) -> [String: JSONValue] {
        ["dag_id": .string(dagID ?? context.dagID), "run_id": .string(runID)]
    }
}
