// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import FoundationEssentials

/// The runs of a backfill: one for each interval of the schedule within a span of time.
///
/// Source: Airflow 3.3, `airflow.models.backfill`.
public struct BackfillPlan: Sendable {
    /// What is done where there is a run of the same logical date already.
    public enum Reprocess: String, Sendable, Hashable, CaseIterable {
        /// It stays.
        case none
        /// A failed one is run again.
        case failed
        /// Any that ended is run again.
        case completed
    }

    /// What is done about an interval.
    public enum Step: Sendable, Hashable {
        /// A run is made.
        case run
        /// A run of an earlier backfill that was interrupted goes on.
        case resume
        /// Nothing, for a reason.
        case skip(String)
    }

    /// One interval.
    public struct Entry: Sendable, Hashable {
        /// The run that the schedule asks for.
        public var run: ScheduledRun
        /// The id of its run.
        public var runID: String
        /// What is done.
        public var step: Step
    }

    /// The intervals, in the order in which they are run.
    public let entries: [Entry]

    /// Plans a backfill.
    ///
    /// - Parameters:
    ///   - document: The DAG. Its start and end date hold; its `catchup` does not matter.
    ///   - from: The first possible logical date.
    ///   - to: The last possible logical date.
    ///   - reprocess: What is done where there is a run already.
    ///   - isReversed: Whether the latest interval comes first.
    ///   - history: The runs that are kept; nil: none.
    ///   - now: The present instant: intervals that have not ended are left out.
    /// - Throws: ``RunError`` when there is nothing to run, or the DAG can't be run so.
    public init(
        _ document: DAGDocument, from: Date, to: Date, reprocess: Reprocess = .none, isReversed: Bool = false,
        history: RunHistory? = nil, now: Date
    ) throws {
        let dagID = document.dag.dagID
        guard from <= to else {
            throw RunError.badOption("--from \(ISO8601.format(from)) lies behind --to \(ISO8601.format(to))")
        }
        guard from < now else {
            throw RunError.badOption(
                "--from \(ISO8601.format(from)) lies in the future: only past intervals are made up for")
        }
        let times = try FireTimes(of: document.dag)
        guard times.isPeriodic else {
            throw RunError.badOption(
                "DAG \(dagID) has no schedule with intervals (it is “\(document.dag.schedule.text)”), so it can't be"
                    + " backfilled; run it with `local --logical-date`")
        }
        if isReversed, let task = document.tasks.first(where: { $0.dependsOnPast || $0.waitForDownstream }) {
            throw RunError.badOption("task \(task.taskID) depends on the past, so DAG \(dagID) can't be run backwards")
        }
        var runs: [ScheduledRun] = []
        for run in try times.runs(from: from, through: min(to, now)) where run.interval.end < now {
            guard runs.count < Self.mostRuns else {
                throw RunError.badOption("the span holds more than \(Self.mostRuns) intervals; choose a shorter one")
            }
            runs.append(run)
        }
        guard !runs.isEmpty else {
            throw RunError.badOption(
                "DAG \(dagID) has no interval that ended between \(ISO8601.format(from)) and \(ISO8601.format(to))")
        }
        let known = Known(history, dagID: dagID)
        entries = (isReversed ? runs.reversed() : runs).map { known.entry($0, reprocess) }
    }

    private static let mostRuns = 10_000
}

extension BackfillPlan {
    /// The runs that there are already.
    private struct Known {
        var records: [String: RunRecord] = [:]
        var ids: Set<String> = []
        var goingOn: Set<String> = []

        init(_ history: RunHistory?, dagID: String) {
            guard let history else { return }
            ids = Set(history.runIDs(dagID: dagID))
            for record in history.records(dagID: dagID) {
                guard let date = record.facts.logicalDate else { continue }
                // The latest comes first.
                if records[ISO8601.format(date)] == nil { records[ISO8601.format(date)] = record }
                let folder = RunFolder(root: history.root, dagID: dagID, runID: record.facts.runID)
                if !record.state.isFinished, folder.isGoingOn { goingOn.insert(record.facts.runID) }
            }
        }

        func entry(_ run: ScheduledRun, _ reprocess: Reprocess) -> Entry {
            let record = records[ISO8601.format(run.logicalDate)]
            guard let record else { return Entry(run: run, runID: newID(run), step: .run) }
            let runID = record.facts.runID
            switch record.state {
            case .running, .queued:
                if goingOn.contains(runID) { return Entry(run: run, runID: runID, step: .skip("in flight")) }
                if record.facts.runType == .backfill { return Entry(run: run, runID: runID, step: .resume) }
                return Entry(run: run, runID: runID, step: .skip("interrupted; resume it"))
            case .failed where reprocess != .none, .success where reprocess == .completed:
                return Entry(run: run, runID: newID(run), step: .run)
            case .failed, .success: return Entry(run: run, runID: runID, step: .skip("already exists"))
            }
        }

        /// An id that no run has: an earlier run stays as a record of its own.
        private func newID(_ run: ScheduledRun) -> String {
            let first = "\(RunFacts.RunType.backfill.rawValue)__\(ISO8601.ts(run.logicalDate))"
            guard ids.contains(first) else { return first }
            var number = 2
            while ids.contains("\(first)__\(number)") { number += 1 }
            return "\(first)__\(number)"
        }
    }
}
