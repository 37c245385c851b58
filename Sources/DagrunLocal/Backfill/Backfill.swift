// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
public import DagrunModel
internal import Synchronization

/// Runs a DAG for each interval of a span of time.
public final class Backfill: Sendable {
    /// What became of an interval.
    public struct Outcome: Sendable {
        /// The interval.
        public var entry: BackfillPlan.Entry
        /// Its run; nil where there was none.
        public var record: RunRecord?
        /// Why the run could not be begun.
        public var problem: String?
    }

    private struct State {
        var active: [Int: LocalRun] = [:]
        var isStopping = false
    }

    private let dag: DAG
    private let plan: BackfillPlan
    private let configuration: LocalRunConfiguration
    private let share: BackfillShare
    private let onEvents: @Sendable (BackfillPlan.Entry, [RunEvent]) -> Void
    private let onEnd: @Sendable (Outcome) -> Void
    private let state = Mutex(State())

    /// Prepares a backfill.
    ///
    /// - Parameters:
    ///   - dag: The DAG.
    ///   - plan: The intervals.
    ///   - configuration: How the runs are made. Workers and pools are shared by those that go on at once.
    ///   - maxActiveRuns: The most runs at once; nil: as many as the DAG allows. A DAG with tasks that depend on the past
    ///     has one at a time.
    ///   - onEvents: Is handed the events of each run, in batches.
    ///   - onEnd: Is told what became of each interval, as soon as it is known.
    /// - Throws: ``DAGLoadError`` with all faults of the DAG; `ParamError` for params that the DAG does not allow.
    public init(
        _ dag: DAG, _ plan: BackfillPlan, _ configuration: LocalRunConfiguration, maxActiveRuns: Int? = nil,
        onEvents: @escaping @Sendable (BackfillPlan.Entry, [RunEvent]) -> Void = { _, _ in },
        onEnd: @escaping @Sendable (Outcome) -> Void = { _ in }
    ) throws {
        guard dag.faults.isEmpty else { throw DAGLoadError(faults: dag.faults) }
        _ = try dag.document.resolveParams(conf: configuration.conf, overrides: configuration.params)
        self.dag = dag
        self.plan = plan
        self.configuration = configuration
        let wanted = min(maxActiveRuns ?? dag.document.dag.maxActiveRuns, plan.entries.count)
        share = BackfillShare(dag.document, configuration, wanted: wanted)
        self.onEvents = onEvents
        self.onEnd = onEnd
    }

    /// Runs all intervals, or those before it is stopped.
    ///
    /// - Returns: What became of each interval, in the order of the plan; those that were not begun are left out.
    public func execute() async -> [Outcome] {
        await withTaskGroup(of: (Int, Outcome).self) { group in
            var outcomes: [Int: Outcome] = [:]
            var running = 0
            for (place, entry) in plan.entries.enumerated() {
                if case .skip = entry.step {
                    let outcome = Outcome(entry: entry)
                    onEnd(outcome)
                    outcomes[place] = outcome
                    continue
                }
                if running >= share.runs, let result = await group.next() {
                    running -= 1
                    outcomes[result.0] = result.1
                }
                if state.withLock({ $0.isStopping }) { break }
                running += 1
                group.addTask { (place, await self.run(entry, at: place)) }
            }
            for await result in group { outcomes[result.0] = result.1 }
            return outcomes.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    // MARK: Stopping

    /// Starts nothing new; tasks that run may end.
    ///
    /// The same backfill goes on when it is made again.
    public func stop() { for run in active(stopping: true) { run.stop() } }

    /// Cancels the tasks that run, and starts nothing new.
    public func cancelRunning() { for run in active(stopping: true) { run.cancelRunning() } }

    /// Writes what is known to the disk at once: for a process that must end now, whatever still runs.
    public func abandon() { for run in active(stopping: true) { run.abandon() } }

    /// Whether it was told to stop.
    public var isStopping: Bool { state.withLock { $0.isStopping } }

    private func active(stopping: Bool) -> [LocalRun] {
        state.withLock { state in
            state.isStopping = state.isStopping || stopping
            return Array(state.active.values)
        }
    }

    private func run(_ entry: BackfillPlan.Entry, at place: Int) async -> Outcome {
        var configuration = configuration
        configuration.parallel = share.parallel
        configuration.pools = share.pools
        configuration.runType = .backfill
        configuration.logicalDate = entry.run.logicalDate
        configuration.dataInterval = (entry.run.interval.start, entry.run.interval.end)
        configuration.runID = entry.runID
        configuration.resume = entry.step == .resume ? entry.runID : nil
        // As in Airflow, the first run of a backfill does not ask for the one before.
        configuration.ignoresPast = place == 0
        configuration.onEvents = { [onEvents] events in onEvents(entry, events) }
        var outcome = Outcome(entry: entry)
        do {
            let run = try LocalRun(dag, configuration)
            let isStopping = state.withLock { state in
                state.active[place] = run
                return state.isStopping
            }
            // It is recorded as interrupted, so that it goes on the next time.
            if isStopping { run.stop() }
            outcome.record = await run.execute()
            state.withLock { $0.active[place] = nil }
        } catch {
            outcome.problem = "\(error)"
        }
        onEnd(outcome)
        return outcome
    }
}
