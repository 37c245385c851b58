// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring
public import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials
internal import Synchronization

/// One run of a DAG in this process.
///
/// ```swift
/// let run = try LocalRun(sales, LocalRunConfiguration())
/// let record = await run.execute()
/// ```
public final class LocalRun: Sendable {
    /// What is fixed about the run.
    public let facts: RunFacts
    /// The DAG as it is run: without the tasks that were not selected.
    public let document: DAGDocument
    /// Where the run is kept; nil where it is not.
    public let folder: RunFolder?

    private let engine: RunEngine
    private let clock: any RunClock
    private let journal: RunJournal
    private let record: RecordBox
    private let workers: Int
    private let isDone: Bool
    private let callbacks: (success: [DAG.RunCallback], failure: [DAG.RunCallback])
    private let onWarning: @Sendable (String) -> Void
    /// A run that is stopped before it begins must not write an interruption in front of its beginning.
    private let stage = Mutex(Stage())

    private struct Stage {
        var hasBegun = false
        var isStopping = false
    }

    /// Prepares a run: checks the DAG and all options, and begins the journal.
    ///
    /// To go on with a run (`resume`) means:
    ///
    /// - of an interrupted one: what ended stays as it ended; what ran is tried again, without using up a retry; what
    ///   waited for its next try or look waits for the same instant.
    /// - of one that failed: also what failed, and what got its state without running, is done again with all its
    ///   retries; see `RunRecord.clear()`.
    /// - of one that succeeded: nothing.
    ///
    /// The same tasks are selected as when it began. The run timeout begins anew. Variables that tasks set are not kept.
    ///
    /// - Parameters:
    ///   - dag: The DAG.
    ///   - configuration: How it is run.
    /// - Throws: ``DAGLoadError`` with all faults of the DAG; ``RunError`` for an option that does not fit; `ParamError`
    ///   for params that the DAG does not allow; `FileError` when the journal can't be written.
    public init(_ dag: DAG, _ configuration: LocalRunConfiguration) throws {
        let preparation = try LocalRunPreparation(dag, configuration)
        let ready = try preparation.makeReadyQueue()
        let folder = preparation.folder
        let clock = configuration.clock
        let masker = SecretMasker()
        let secrets = try LocalSecrets(
            LocalSecrets.Configuration(
                environment: configuration.environment, packageFolder: configuration.packageFolder,
                variablesFile: configuration.variablesFile, connectionsFile: configuration.connectionsFile),
            masker: masker, warn: configuration.onWarning)
        let record = RecordBox(preparation.record, capacity: preparation.tasks.count)
        let onEvents = configuration.onEvents
        isDone = preparation.isDone
        let journal = try RunJournal(
            path: isDone ? nil : folder?.journal, start: preparation.journalStart, opening: preparation.opening
        ) { events in
            record.apply(events)
            onEvents(events)
        }
        let services = LocalServices(
            secrets: secrets,
            states: LocalStates(folder: folder, root: configuration.root, document: preparation.document),
            given: configuration.given, answers: configuration.answers, ask: configuration.ask,
            findPreviousRun: preparation.findPreviousRun
        ) { key, value in
            let instance = TaskInstanceID(key.taskID, mapIndex: key.mapIndex)
            journal.append(RunEvent(time: clock.now(), kind: .pushed(instance, key: key.key, value: value.json)))
        }
        preparation.preload(services)
        let onLog = configuration.onLog
        for warning in preparation.warnings { configuration.onWarning(warning) }

        self.facts = preparation.facts
        self.document = preparation.document
        self.folder = folder
        self.clock = clock
        self.journal = journal
        self.record = record
        workers = preparation.workers
        callbacks = (dag.onSuccess, dag.onFailure)
        onWarning = configuration.onWarning
        engine = RunEngine(
            plan: preparation.makePlan(), ready: ready, tasks: preparation.tasks, facts: preparation.facts,
            clock: clock, services: services, masker: masker, board: configuration.board, journal: journal,
            markedSuccess: preparation.markedSuccess, heldBack: preparation.heldBack(),
            runTimeout: preparation.document.dag.runTimeout.map { .seconds($0) }, timers: preparation.timers(),
            hasFailed: preparation.record.instances.values.contains { $0.state == .failed }
        ) { instance, tryNumber in
            AttemptLog(
                folder: folder, instance: instance, tryNumber: tryNumber, clock: clock, masker: masker,
                willOpen: { journal.flushNow() }, observer: onLog)
        }
    }

    /// Runs the DAG to its end, or until it is stopped.
    ///
    /// When the journal can't be written any more, nothing new is started, because it could not be told from what was
    /// never run; the run then counts as failed, however its tasks ended, and can be resumed once there is room.
    ///
    /// On a virtual clock a task may wait for something that can't happen any more: it fails, without another try.
    ///
    /// - Returns: The run's record; its state is `running` when it was stopped before its end.
    public func execute() async -> RunRecord {
        do {
            return try await clock.run(onStandstill: { self.engine.fail(standingStill: $0) }) { await self.run() }
        } catch {
            // Something of it did not even end when it was cancelled.
            onWarning("the run \(error)")
            journal.close()
            return record.value
        }
    }

    private func run() async -> RunRecord {
        guard !isDone else { return record.value }
        journal.begin()
        journal.onFailure { [engine, onWarning] failure in
            onWarning("\(failure): nothing new is started, because what is done now could not be resumed")
            engine.stop()
        }
        let isStopping = stage.withLock { stage in
            stage.hasBegun = true
            return stage.isStopping
        }
        if isStopping { engine.stop() }
        let end = await engine.run(workers: workers)
        journal.flushNow()
        let failure = journal.failure
        if failure != nil || end.state.isFinished { await call(failure == nil ? end.state : .failed) }
        journal.close()
        if !end.leftBehind.isEmpty {
            let names = end.leftBehind.prefix(5).map(\.description).joined(separator: ", ")
            onWarning(
                "left behind, because they went on after they were cancelled: \(names)"
                    + "\(end.leftBehind.count > 5 ? "…" : ""); let them check Task.isCancelled")
        }
        var result = record.value
        if let failure = failure ?? journal.failure {
            result.state = .failed
            result.reason = "the run's journal is not whole: \(failure)"
        }
        return result
    }

    /// Starts nothing new; tasks that run may end.
    ///
    /// The run can be resumed.
    public func stop() {
        let hasBegun = stage.withLock { stage in
            stage.isStopping = true
            return stage.hasBegun
        }
        if hasBegun { engine.stop() }
    }

    /// Starts nothing new and cancels the tasks that run.
    ///
    /// Those that go on all the same are left behind after five seconds. The run can be resumed.
    public func cancelRunning() {
        stop()
        if stage.withLock({ $0.hasBegun }) { engine.cancelRunning() }
    }

    /// Writes what is known to the disk at once: for a process that must end now, whatever still runs.
    public func abandon() { journal.close() }

    /// What is known about the run now; of one that is gone on with, also what ended before.
    public var known: RunRecord { record.value }

    /// Hides the secrets that tasks looked up.
    ///
    /// - Parameter text: A text for people to read.
    /// - Returns: The text with stars in place of secrets.
    public func masked(_ text: String) -> String { engine.masker.mask(text) }

    /// The task instances that run now.
    public var running: [TaskInstanceID] { engine.running }

    private func call(_ state: RunState) async {
        let list = state == .success ? callbacks.success : callbacks.failure
        guard !list.isEmpty else { return }
        let failed = record.value.instances.filter { $0.value.state?.isFailure ?? false }.keys.sorted()
        for callback in list {
            do {
                try await callback(RunReport(facts: facts, state: state, failed: failed))
            } catch {
                onWarning(engine.masker.mask("the DAG's callback failed: \(error)"))
            }
        }
    }
}
