// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunCoordinator
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

    /// How the task's code is run.
    private enum Way {
        case inline(TaskBundle.Entry)
        case process(IsolatedTry)
        case refused(CommError)
        case missing(reason: String)
    }

    private struct State {
        var interruption: Interruption?
        /// The task's code, as long as it runs here.
        var work: Task<TaskOutcome, Never>?
        /// The task's process, where it has one of its own.
        var process: IsolatedTry?
        /// Ends the wait for work that was cancelled.
        var limit: Task<Void, Never>?
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
    private let heartbeats: Heartbeats
    private let state = Mutex(State())
    private let first = FirstResult<TaskOutcome>()
    private var clock: any RunClock { configuration.clock }

    init(
        _ job: EdgeJob, _ workload: TaskWorkload, _ configuration: EdgeWorkerConfiguration, client: EdgeClient,
        bundle: WorkerBundle, owner: TryOwner, keeper: LogKeeper, logger: Logger
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
        log = TaskLog(job, workload, configuration, client: client, keeper: keeper)
        heartbeats = Heartbeats(execution, owner, configuration)
    }

    /// The state that was told to the server, or was to be; in Airflow's words.
    var toldState: String? { state.withLock { $0.end } }

    /// Cancels the try; the first reason counts.
    func cancel(_ interruption: Interruption) {
        let (work, process) = state.withLock { state in
            guard state.interruption == nil else { return (nil as Task<TaskOutcome, Never>?, nil as IsolatedTry?) }
            state.interruption = interruption
            return (state.work, state.process)
        }
        process?.stop(interruption.reason)
        guard let work else { return }
        work.cancel()
        limitGrace()
    }

    /// Runs the try.
    ///
    /// - Returns: What the server is told of the job.
    func run() async -> EdgeJobState {
        // A process is started before the server's leave: it is ready by then, and waits.
        let way = find()
        let context: RunContext
        do {
            context = try await execution.begin(owner, at: clock.now())
        } catch {
            // With 409 somebody else runs it or has it ended: it is not ours to say anything of it.
            logger.error("a try could not begin", metadata: ["job": "\(job.key)", "error": "\(error)"])
            if case .process(let process) = way { await process.abandon("the try is not to be run") }
            return .failed
        }
        heartbeats.heard()
        let delivered: Bool
        switch way {
        case .inline(let entry): delivered = await run(entry, context)
        case .process(let process): delivered = await run(process, context)
        case .refused(let error):
            log.error("the task could not begin: \(error)")
            delivered = await deliver(TryEnd(TaskTry.failure(context, "\(error)")))
        case .missing(let reason): delivered = await wait(forBundle: reason, context)
        }
        await log.finish(toldState ?? "unknown")
        return delivered ? .success : .failed
    }

    /// Finds the task's code, in the worker's own bundle, else in another program, and starts its process if it has one.
    private func find() -> Way {
        let entry: TaskBundle.Entry
        do {
            entry = try bundle.tasks.task(workload.taskID, of: workload.dagID)
        } catch {
            guard let others = bundle.others, !bundle.tasks.has(workload.dagID) else {
                return .missing(reason: error.reason)
            }
            switch others.find(workload.dagID, environment: configuration.environment) {
            case .program(let command): return start(command)
            case .none(let reason): return .missing(reason: reason)
            }
        }
        switch configuration.isolation {
        case .inline: return .inline(entry)
        case .process(let program): return start(IsolatedTry.command(program, configuration))
        }
    }

    private func start(_ command: ProcessCommand) -> Way {
        do {
            return .process(try IsolatedTry(command, configuration, log: log))
        } catch {
            return .refused(error)
        }
    }

    private var services: AirflowServices {
        AirflowServices(
            execution: execution, dagID: workload.dagID, runID: workload.runID, environment: configuration.environment)
    }

    // MARK: The work in a process of its own

    private func run(_ process: IsolatedTry, _ context: RunContext) async -> Bool {
        let interruption = state.withLock { state in
            state.process = process
            return state.interruption
        }
        if let interruption { process.stop(interruption.reason) }
        beginHeartbeats()
        let details = StartupDetails(workload, context, host: owner.hostname, at: clock.now())
        let desk = AnswerDesk(execution: execution, services: services, masker: log.masker)
        let outcome = await clock.withOutsideWork { await process.run(details, desk) { await self.accept($0) } }
        await heartbeats.end()
        if outcome.isTold { return true }
        let reason: String
        switch state.withLock({ $0.interruption }) {
        case .byServer?, .lost?: return false
        case .byWorker(let why)?:
            reason = why
            log.error("the task was stopped: \(reason)")
        case nil:
            reason = outcome.end.description
            log.error(reason)
            logger.warning("a task's process failed", metadata: ["job": "\(job.key)", "reason": "\(reason)"])
        }
        return await deliver(TryEnd(TaskTry.failure(context, reason)))
    }

    /// Takes what the process tells of the end of the try.
    ///
    /// - Returns: Why Airflow was not told; nil when it has heard it.
    private func accept(_ end: TryEnd) async -> ErrorResponse? {
        await heartbeats.end()
        switch (state.withLock { $0.interruption }, end.end) {
        case (nil, _), (.byWorker?, .success): break
        case (let interruption?, _):
            return ErrorResponse("GENERIC_ERROR", detail: ["message": .string(interruption.reason)])
        }
        return await tell(end).map(AnswerDesk.response)
    }

    // MARK: The work in this process

    private func run(_ entry: TaskBundle.Entry, _ context: RunContext) async -> Bool {
        let attempt = TaskTry(
            entry, context, mapIndex: workload.mapIndex, tryNumber: workload.tryNumber, server: services,
            services: services, log: log, clock: clock, board: bundle.tasks.board)
        let taskContext: TaskContext
        do {
            taskContext = try await attempt.begin()
        } catch {
            log.error("the task could not begin: \(error)")
            return await deliver(TryEnd(TaskTry.failure(context, "\(error)")))
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
        beginHeartbeats()
        let outcome = await finish(work)
        await heartbeats.end()
        if let interruption = state.withLock({ $0.interruption }) {
            guard case .byWorker(let reason) = interruption else { return false }
            // One that succeeded ended before it noticed.
            guard case .success = outcome else {
                log.error("the task was stopped: \(reason)")
                return await deliver(TryEnd(TaskTry.failure(context, reason)))
            }
        }
        return await deliver(attempt.end(outcome, taskContext.effects))
    }

    /// Waits for the work, but for one that was cancelled no longer than the grace time.
    private func finish(_ work: Task<TaskOutcome, Never>) async -> TaskOutcome {
        let watch = Task(executorPreference: clock.executor) { self.first.offer(.success(await work.value)) }
        defer {
            watch.cancel()
            let limit = state.withLock { state in
                state.work = nil
                return state.limit
            }
            limit?.cancel()
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
        let hasEnded = state.withLock { state in
            state.limit = limit
            return state.work == nil
        }
        if hasEnded { limit.cancel() }
    }

    private func beginHeartbeats() {
        heartbeats.begin { interruption in
            self.log.error("\(interruption.reason); it is stopped")
            self.cancel(interruption)
        }
    }

    // MARK: The end

    /// Tells how the try ended.
    ///
    /// - Returns: Whether the server has heard it.
    private func deliver(_ end: TryEnd) async -> Bool { await tell(end) == nil }

    /// Tells how the try ended, again and again until the server has heard it or has given the try up.
    ///
    /// - Returns: Why it has not heard it.
    private func tell(_ end: TryEnd) async -> AirflowError? {
        let date = clock.now()
        state.withLock { $0.end = end.end.state }
        while true {
            do {
                try await execution.end(end.end, at: date, mapLabel: end.mapLabel)
                return nil
            } catch {
                guard error.isTransient, !heartbeats.isGivenUp else {
                    log.error("Airflow did not take the state \(end.end.state): \(error)")
                    logger.error(
                        "a state could not be delivered",
                        metadata: ["job": "\(job.key)", "state": "\(end.end.state)", "error": "\(error)"])
                    return error
                }
                try? await clock.sleep(for: JobRunner.pause)
            }
        }
    }

    /// Waits for a bundle that has the task, then fails.
    private func wait(forBundle reason: String, _ context: RunContext) async -> Bool {
        log.error(reason)
        logger.warning("a task is not in the bundle", metadata: ["job": "\(job.key)", "reason": "\(reason)"])
        guard context.rescheduleCount < Self.missingRetries else { return await deliver(TryEnd(.failed)) }
        log.info("waiting \(Self.missingDelay) for a worker that has it")
        return await deliver(
            TryEnd(.reschedule(at: clock.now().addingTimeInterval(Self.missingDelay / .seconds(1)))))
    }
}
