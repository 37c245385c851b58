// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel
package import DagrunRuntime
internal import Synchronization

/// Runs one try for a supervisor: that of Airflow, or a worker of ours.
///
/// Source: Airflow 3.3, `airflow.sdk.coordinators.executable`.
package final class CoordinatedTask: Sendable {
    /// How long a task that was told to end may take: the supervisor kills the process a second later.
    package static let grace: Duration = .seconds(4)

    private struct State {
        var work: Task<TaskOutcome, Never>?
        /// Whether the supervisor has said what to run.
        var hasBegun = false
        var isCancelled = false
        /// Why there is no supervisor any more.
        var lost: CommError?
    }

    private let link: CommLink
    private let log: CoordinatorLog
    private let clock: any RunClock
    private let first = FirstResult<TaskOutcome>()
    private let state = Mutex(State())

    /// Connects to a supervisor.
    ///
    /// - Parameters:
    ///   - arguments: Where it is.
    ///   - levels: The levels below which nothing is logged.
    ///   - clock: Where the time comes from.
    /// - Throws: ``CommError`` when nobody is there.
    package init(
        _ arguments: CoordinatorArguments, levels: LogLevels = LogLevels(), clock: any RunClock = SystemClock()
    ) throws(CommError) {
        self.clock = clock
        log = CoordinatorLog(try LoopbackSocket(dialing: arguments.logs), levels: levels, clock: clock)
        link = CommLink(try LoopbackSocket(dialing: arguments.comm), clock: clock)
    }

    /// Cancels the task; the process ends soon.
    package func cancel() {
        let (work, hasBegun) = state.withLock { state in
            guard !state.isCancelled else { return (nil as Task<TaskOutcome, Never>?, true) }
            state.isCancelled = true
            return (state.work, state.hasBegun)
        }
        // Nobody need wait any more for what to run.
        if !hasBegun { link.close() }
        if let work { stop(work) }
    }

    /// Runs the task that the supervisor names.
    ///
    /// - Parameters:
    ///   - handlers: The tasks that the program has, by the DAG's id, for a supervisor that asks for them.
    ///   - find: Finds the bundle that has a DAG, by its id; throws why there is none.
    /// - Returns: How the process is to end.
    package func run(
        handlers: @Sendable () -> [String: [String]] = { [:] }, _ find: @Sendable (String) throws -> TaskBundle
    ) async -> CoordinatorExit {
        defer {
            // What ends the connection now is this end.
            state.withLock { $0.isCancelled = true }
            log.close()
            link.close()
        }
        link.start { error in
            self.state.withLock { state in
                if !state.isCancelled { state.lost = error }
            }
            self.cancel()
        }
        let details: StartupDetails
        do {
            let opening = try await link.opening().body
            if case .string(Self.parseRequest)? = opening["type"] { return try await list(handlers(), opening) }
            details = try StartupDetails(opening)
        } catch {
            return state.withLock { $0.isCancelled && $0.lost == nil } ? .terminated : .broken("\(error)")
        }
        state.withLock { $0.hasBegun = true }
        log.name(details.taskID)
        let end = await run(details, find)
        let (lost, isCancelled) = state.withLock { ($0.lost, $0.isCancelled) }
        if let lost { return .broken(lost.description) }
        guard let end else { return .terminated }
        await tell(end)
        return isCancelled ? .terminated : .told
    }

    // MARK: The list

    /// What Airflow 3.4 asks a program at first that it wants to know the tasks of.
    private static let parseRequest = "TaskHandlerParseRequest"

    /// Tells which tasks the program has.
    ///
    /// What they take as arguments is not told: Airflow then looks only whether they are there. Source: Airflow's language
    /// SDK specification, `TaskHandlerParsingResult`.
    private func list(_ handlers: [String: [String]], _ request: JSONValue) async throws -> CoordinatorExit {
        state.withLock { $0.hasBegun = true }
        let declared = handlers.mapValues { tasks in
            JSONValue.array(tasks.map { ["task_id": .string($0), "binding": "named", "params": nil] })
        }
        let file = if case .string(let text)? = request["file"] { text } else { "" }
        try await link.ask(.handlers(file: file, .object(declared)), waitsForever: true)
        return .told
    }

    // MARK: The work

    /// Runs the task.
    ///
    /// - Returns: What the supervisor is told; nil when the try was cancelled.
    private func run(_ details: StartupDetails, _ find: @Sendable (String) throws -> TaskBundle) async -> TryEnd? {
        let context = details.context
        let bundle: TaskBundle
        let entry: TaskBundle.Entry
        do {
            bundle = try find(context.dagID)
            entry = try bundle.task(details.taskID, of: context.dagID)
        } catch {
            log.error((error as? TaskBundle.Missing)?.reason ?? "\(error)")
            return TryEnd(.failed)
        }
        let services = CoordinatorServices(
            link: link, instanceID: details.instanceID, dagID: context.dagID, runID: context.runID)
        let attempt = TaskTry(
            entry, context, mapIndex: details.mapIndex, tryNumber: details.tryNumber, server: services,
            services: services, log: log, clock: clock, board: bundle.board)
        let taskContext: TaskContext
        do {
            taskContext = try await attempt.begin()
        } catch {
            log.error("the task could not begin: \(error)")
            return TryEnd(TaskTry.failure(context, "\(error)"))
        }
        let outcome = await outcome { await TaskRunner.run(entry.task, taskContext) }
        if state.withLock({ $0.isCancelled }) {
            // It may have ended before it noticed.
            guard case .success = outcome else { return nil }
        }
        return await attempt.end(outcome, taskContext.effects)
    }

    private func outcome(_ body: @escaping @Sendable () async -> TaskOutcome) async -> TaskOutcome {
        let work = Task(executorPreference: clock.executor) { await body() }
        let isDoomed = state.withLock { state in
            state.work = work
            return state.isCancelled
        }
        if isDoomed { stop(work) }
        let watch = Task(executorPreference: clock.executor) { self.first.offer(.success(await work.value)) }
        defer { watch.cancel() }
        return (try? await first.value().get()) ?? .cancelled
    }

    /// Cancels the work, and leaves it behind when it takes too long to end.
    private func stop(_ work: Task<TaskOutcome, Never>) {
        work.cancel()
        Task(executorPreference: clock.executor) {
            guard (try? await self.clock.sleep(for: Self.grace)) != nil else { return }
            self.first.offer(.success(.cancelled))
        }
    }

    // MARK: The end

    private func tell(_ end: TryEnd) async {
        do {
            try await link.ask(.end(end.end, at: clock.now(), mapLabel: end.mapLabel), waitsForever: true)
        } catch {
            log.error("Airflow did not take the state \(end.end.state): \(error)")
            // A refused message leaves the supervisor ready for another one.
            guard case .refused = error.code, end.end != .failed else { return }
            _ = try? await link.ask(.end(.failed, at: clock.now(), mapLabel: end.mapLabel), waitsForever: true)
        }
    }
}
