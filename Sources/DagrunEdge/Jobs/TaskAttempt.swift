// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunAuthoring
internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials
internal import Logging
internal import Synchronization

/// One try of one task instance, from the server's leave to begin to the word that it has heard the end.
final class TaskAttempt: Sendable {
    /// How often and how long a task that this bundle doesn't have waits for a newer bundle.
    private static let missingRetries = 3
    private static let missingDelay: Duration = .seconds(60)
    /// What remains of the server's patience when a try that was not heard of is given up.
    private static let margin: Duration = .seconds(30)

    private struct State {
        var interruption: Interruption?
        var work: Task<TaskOutcome, Never>?
        /// Ends the wait for work that was cancelled.
        var limit: Task<Void, Never>?
        var lastHeard: Date
        /// The state that was told, in Airflow's words.
        var end: String?
    }

    private let job: EdgeJob
    private let workload: TaskWorkload
    private let configuration: EdgeWorkerConfiguration
    private let bundle: WorkerBundle
    private let owner: TryOwner
    private let execution: ExecutionClient
    private let log: TaskLog
    private let logger: Logger
    private let state: Mutex<State>
    private let first = FirstResult<TaskOutcome>()
    private var clock: any RunClock { configuration.clock }

    init(
        _ job: EdgeJob, _ workload: TaskWorkload, _ configuration: EdgeWorkerConfiguration, client: EdgeClient,
        bundle: WorkerBundle, owner: TryOwner, logger: Logger
    ) {
        self.job = job
        self.workload = workload
        self.configuration = configuration
        self.bundle = bundle
        self.owner = owner
        self.logger = logger
        execution = ExecutionClient(
            url: configuration.executionURL ?? EdgeURL.execution(of: configuration.edgeURL),
            instanceID: workload.instanceID, token: workload.token, traceParent: workload.traceParent,
            client: configuration.client, clock: configuration.clock)
        log = TaskLog(job, workload, configuration, client: client)
        state = Mutex(State(lastHeard: configuration.clock.now()))
    }

    /// Cancels the try; the first reason counts.
    func cancel(_ interruption: Interruption) {
        let work = state.withLock { state -> Task<TaskOutcome, Never>? in
            guard state.interruption == nil else { return nil }
            state.interruption = interruption
            return state.work
        }
        guard let work else { return }
        work.cancel()
        limitGrace()
    }

    /// Runs the try.
    ///
    /// - Returns: What the server is told of the job.
    func run() async -> EdgeJobState {
        let context: RunContext
        do {
            context = try await execution.begin(owner, at: clock.now())
        } catch {
            // With 409 somebody else runs it or has it ended: it is not ours to say anything of it.
            logger.error("a try could not begin", metadata: ["job": "\(job.key)", "error": "\(error)"])
            return .failed
        }
        heard()
        let delivered: Bool
        do {
            let entry = try bundle.task(workload.taskID, of: workload.dagID)
            delivered = await run(entry, context)
        } catch {
            delivered = await wait(forBundle: error.reason, context)
        }
        await log.finish(state.withLock { $0.end } ?? "unknown")
        return delivered ? .success : .failed
    }

    // MARK: The work

    private func run(_ entry: WorkerBundle.Entry, _ context: RunContext) async -> Bool {
        let taskContext: TaskContext
        do {
            try await clearXComs(context)
            taskContext = try await makeContext(entry, context)
        } catch {
            log.error("the task could not begin: \(error)")
            return await deliver(context.shouldRetry ? .retry(after: nil, reason: "\(error)") : .failed, nil)
        }
        let work = Task(executorPreference: clock.executor) { await TaskRunner.run(entry.task, taskContext) }
        let isDoomed = state.withLock { state in
            state.work = work
            return state.interruption != nil
        }
        if isDoomed {
            work.cancel()
            limitGrace()
        }
        let heartbeats = Task(executorPreference: clock.executor) { await self.tellAlive() }
        let outcome = await finish(work)
        heartbeats.cancel()
        // One that is under way must not arrive behind the end.
        await heartbeats.value
        return await end(outcome, entry, taskContext, context)
    }

    /// Waits for the work, but for one that was cancelled no longer than the grace time.
    private func finish(_ work: Task<TaskOutcome, Never>) async -> TaskOutcome {
        let watch = Task(executorPreference: clock.executor) { self.first.offer(.success(await work.value)) }
        defer {
            watch.cancel()
            state.withLock { $0.limit }?.cancel()
        }
        return (try? await first.value().get()) ?? .cancelled
    }

    /// Leaves the work behind when it takes too long to end.
    private func limitGrace() {
        let grace = configuration.killGrace
        let limit = Task(executorPreference: clock.executor) {
            guard (try? await self.clock.sleep(for: grace)) != nil else { return }
            self.log.error("the task did not end within \(grace) after it was cancelled; it is left behind")
            self.first.offer(.success(.cancelled))
        }
        state.withLock { $0.limit = limit }
    }

    private func clearXComs(_ context: RunContext) async throws(AirflowError) {
        guard context.nextMethod == nil else { return }
        for key in context.keysToClear {
            try await execution.removeXCom(
                XComKey(taskID: workload.taskID, mapIndex: workload.mapIndex, key: key), dagID: workload.dagID,
                runID: workload.runID)
        }
    }

    private func makeContext(_ entry: WorkerBundle.Entry, _ context: RunContext) async throws -> TaskContext {
        var first = clock.now()
        if context.rescheduleCount > 0, let known = try await execution.firstRescheduleStart() { first = known }
        let document = entry.dag.document
        var facts = RunFacts(
            dagID: workload.dagID, runID: workload.runID,
            runType: RunFacts.RunType(rawValue: context.runType) ?? .manual,
            logicalDate: context.logicalDate, dataIntervalStart: context.dataIntervalStart,
            dataIntervalEnd: context.dataIntervalEnd, runAfter: context.runAfter,
            params: try document.resolveParams(conf: context.conf, overrides: [:]), conf: context.conf,
            dagVersion: document.contentHash)
        facts.assetEvents = context.assetEvents
        // Whether there is another try the server says: it knows of tries that were added by hand.
        let tries =
            context.shouldRetry ? max(workload.tryNumber + 1, context.maximumRetries + 1) : workload.tryNumber
        let services = AirflowServices(
            execution: execution, dagID: workload.dagID, runID: workload.runID, environment: configuration.environment)
        return TaskContext(
            entry.task, mapIndex: workload.mapIndex, tryNumber: workload.tryNumber, maximumTries: tries,
            firstStartDate: first, rescheduleCount: context.rescheduleCount,
            in: RunSurroundings(
                facts: facts, clock: clock, services: services, masker: log.masker, board: bundle.board),
            sink: log)
    }

    // MARK: Heartbeats

    private func heard() {
        let now = clock.now()
        state.withLock { $0.lastHeard = now }
    }

    private var silence: Duration { .seconds(clock.now().timeIntervalSince(state.withLock { $0.lastHeard })) }

    private func tellAlive() async {
        while (try? await clock.sleep(for: configuration.taskHeartbeatInterval)) != nil {
            do {
                switch try await execution.heartbeat(owner) {
                case .goOn: heard()
                case .stop(let reason):
                    log.error("Airflow does not want this try any more (\(reason)); it is stopped")
                    return cancel(.byServer(reason))
                }
            } catch {
                if Task.isCancelled { return }
                guard silence > configuration.taskHeartbeatTimeout - Self.margin else { continue }
                let reason = "Airflow could not be reached for \(Int(silence / .seconds(1))) s and has given the try up"
                log.error("\(reason); it is stopped")
                return cancel(.lost(reason))
            }
        }
    }

    // MARK: The end

    private func end(
        _ outcome: TaskOutcome, _ entry: WorkerBundle.Entry, _ taskContext: TaskContext, _ context: RunContext
    ) async -> Bool {
        if let interruption = state.withLock({ $0.interruption }) {
            guard case .byWorker(let reason) = interruption else { return false }
            if case .success = outcome {
                // It ended before it noticed.
            } else {
                log.error("the task was stopped: \(reason)")
                return await deliver(context.shouldRetry ? .retry(after: nil, reason: reason) : .failed, nil)
            }
        }
        let label = taskContext.effects.mapLabel
        switch outcome {
        case .success:
            do {
                try await skip(taskContext.effects.decision, entry)
            } catch {
                log.error("what the branch skips could not be told: \(error)")
                return await deliver(context.shouldRetry ? .retry(after: nil, reason: "\(error)") : .failed, label)
            }
            return await deliver(assets(entry.task, taskContext.effects), label)
        case .failed(let reason):
            log.error(reason)
            return await deliver(.failed, label)
        case .retry(let delay, let reason):
            log.error(reason)
            return await deliver(.retry(after: delay, reason: reason), label)
        case .skipped(let reason):
            log.info("skipped: \(reason)")
            return await deliver(.skipped, label)
        case .rescheduled(let delay):
            return await deliver(.reschedule(at: clock.now().addingTimeInterval(delay / .seconds(1))), nil)
        case .cancelled:
            let reason = "the task was cancelled, but not by Airflow"
            log.error(reason)
            return await deliver(context.shouldRetry ? .retry(after: nil, reason: reason) : .failed, label)
        }
    }

    /// Skips what a branch or a short circuit did not choose.
    private func skip(_ decision: TaskEffects.Decision?, _ entry: WorkerBundle.Entry) async throws(AirflowError) {
        let choice: RunPlan.Choice
        switch decision {
        case .follow(let ids): choice = .follow(ids.flatMap { entry.graph.branchTargets($0) ?? [] })
        case .goOn(false): choice = .shortCircuit
        case .goOn(true), nil: return
        }
        let skipped = RunPlan(entry.graph).skippedTasks(by: entry.place, choice).map { place in
            // In a mapped group it is the instances beside this one.
            TaskInstanceID(
                entry.graph.taskID(place),
                mapIndex: entry.graph.isMapped(place) && entry.graph.isMapped(entry.place) ? workload.mapIndex : -1)
        }
        if !skipped.isEmpty { try await execution.skipDownstream(skipped) }
    }

    /// A success with the assets that it updated.
    private func assets(_ task: ExecutableTask, _ effects: TaskEffects) -> TaskEnd {
        var outlets: [JSONValue] = []
        var events: [JSONValue] = []
        for asset in task.definition.outlets {
            let key: [String: JSONValue] = ["name": .string(asset.name), "uri": .string(asset.uri ?? asset.name)]
            outlets.append(.object(key.merging(["type": "Asset"]) { $1 }))
            guard let extra = effects.assetExtras[asset.name] else { continue }
            events.append(.object(["dest_asset_key": .object(key), "extra": .object(extra)]))
        }
        return .success(outlets: outlets, events: events)
    }

    /// Tells how the try ended, again and again until the server has heard it or has given the try up.
    private func deliver(_ end: TaskEnd, _ mapLabel: String?) async -> Bool {
        let date = clock.now()
        state.withLock { $0.end = end.state }
        while true {
            do {
                try await execution.end(end, at: date, mapLabel: mapLabel)
                return true
            } catch {
                guard error.isTransient, silence < configuration.taskHeartbeatTimeout else {
                    log.error("Airflow did not take the state \(end.state): \(error)")
                    logger.error(
                        "a state could not be delivered",
                        metadata: ["job": "\(job.key)", "state": "\(end.state)", "error": "\(error)"])
                    return false
                }
            }
        }
    }

    /// Waits for a bundle that has the task, then fails.
    private func wait(forBundle reason: String, _ context: RunContext) async -> Bool {
        log.error(reason)
        guard context.rescheduleCount < Self.missingRetries else { return await deliver(.failed, nil) }
        log.info("waiting \(Self.missingDelay) for a worker that has it")
        return await deliver(.reschedule(at: clock.now().addingTimeInterval(Self.missingDelay / .seconds(1))), nil)
    }
}
