// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// Judges tasks that depend on the past by the run before.
///
/// A task with `dependsOnPast` waits until all its instances in the previous run, by logical date, succeeded or were
/// skipped; with `waitForDownstream` also those of the tasks right behind it. Where no earlier run had the task, it may
/// start. Source: Airflow 3.3, `airflow.ti_deps.deps.prev_dagrun_dep.PrevDagrunDep`.
struct PastRuns {
    private let facts: RunFacts
    /// The runs before, the latest first; of several with one logical date, the one that began last.
    private let earlier: [RunRecord]

    /// Chooses the runs that lie before a run.
    ///
    /// - Parameters:
    ///   - facts: The run.
    ///   - records: All runs of the DAG.
    ///   - catchup: Whether the DAG makes up for missed runs: then runs by hand don't count.
    init(before facts: RunFacts, in records: [RunRecord], catchup: Bool) {
        self.facts = facts
        guard let date = facts.logicalDate else {
            earlier = []
            return
        }
        var found: [Date: RunRecord] = [:]
        for record in records where record.facts.runID != facts.runID {
            guard let other = record.facts.logicalDate, other < date, !catchup || record.facts.runType != .manual else {
                continue
            }
            if let known = found[other], known.start >= record.start { continue }
            found[other] = record
        }
        earlier = found.sorted { $0.key > $1.key }.map(\.value)
    }

    /// What keeps each task from starting, by its place in the graph; tasks that may start are left out.
    func complaints(_ graph: PlanGraph, _ tasks: [TaskDefinition]) -> [Int: String] {
        guard !earlier.isEmpty else { return [:] }
        let runs = earlier.map { (record: $0, states: Self.states(of: $0)) }
        var complaints: [Int: String] = [:]
        for (place, task) in tasks.enumerated() where task.dependsOnPast || task.waitForDownstream {
            let behind = task.waitForDownstream ? graph.downstream(of: place).map { tasks[Int($0)].taskID } : []
            complaints[place] = complaint(task.taskID, behind, runs)
        }
        return complaints
    }

    private typealias Past = (record: RunRecord, states: [String: [TaskState?]])

    private func complaint(_ taskID: String, _ behind: [String], _ runs: [Past]) -> String? {
        let wait = "task \(taskID) depends on the past"
        for (number, past) in runs.enumerated() {
            let run = "run \(past.record.facts.runID)"
            guard let own = past.states[taskID] else {
                // A run that succeeded without the task was about other tasks only.
                if past.record.state == .success { continue }
                let ranBefore = runs[number...].contains { $0.states[taskID] != nil }
                return ranBefore ? "\(wait), and it did not run in \(run)" : nil
            }
            if let state = own.first(where: { !Self.isGood($0) }) {
                return "\(wait), and in \(run) it is \(Self.word(state))"
            }
            for other in behind {
                let missing: [TaskState?] = past.record.state == .success ? [] : [nil]
                guard let state = (past.states[other] ?? missing).first(where: { !Self.isGood($0) }) else { continue }
                return "\(wait) and on what is behind it, and in \(run) task \(other) is \(Self.word(state))"
            }
            return nil
        }
        return nil
    }

    private static func states(of record: RunRecord) -> [String: [TaskState?]] {
        var states: [String: [TaskState?]] = [:]
        for (id, instance) in record.instances { states[id.taskID, default: []].append(instance.state) }
        return states
    }

    private static func isGood(_ state: TaskState?) -> Bool { state == .success || state == .skipped }

    private static func word(_ state: TaskState?) -> String { state?.rawValue ?? "not started" }
}
