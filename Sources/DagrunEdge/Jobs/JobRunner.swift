// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunRuntime
internal import FoundationEssentials
internal import Logging
internal import Synchronization

/// Runs jobs and tells the server what became of them.
final class JobRunner: Sendable {
    /// How long the end of a job is told to a server that doesn't answer; by then it has drawn its own conclusions.
    private static let patience: Duration = .seconds(3600)
    /// The wait behind a call that was given up: what a proxy refuses, say, comes back at once.
    static let pause: Duration = .seconds(5)

    private let configuration: EdgeWorkerConfiguration
    private let client: EdgeClient
    private let bundle: WorkerBundle
    private let logger: Logger
    private let owner: TryOwner
    private let keeper: LogKeeper
    private struct State {
        /// What cancels the jobs that run.
        var cancels: [Int: @Sendable (String) -> Void] = [:]
        /// Why all are cancelled, those that only begin as well.
        var cancellation: String?
    }

    private let state = Mutex(State())

    init(
        _ configuration: EdgeWorkerConfiguration, client: EdgeClient, bundle: WorkerBundle, keeper: LogKeeper,
        logger: Logger
    ) {
        self.configuration = configuration
        self.client = client
        self.bundle = bundle
        self.keeper = keeper
        self.logger = logger
        owner = .ofProcess(named: configuration.name)
    }

    /// Runs a job to its end.
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - number: A number that no other job of this worker has.
    /// - Returns: What was told of it.
    func run(_ job: EdgeJob, number: Int) async -> JobEnd {
        await report(.running, of: job)
        let state: EdgeJobState
        var task: String?
        switch job.workload {
        case .task(let workload):
            let attempt = TaskAttempt(
                job, workload, configuration, client: client, bundle: bundle, owner: owner, keeper: keeper,
                logger: logger)
            state = await run(number, cancel: { attempt.cancel(.byWorker($0)) }) { await attempt.run() }
            task = attempt.toldState
        case .callback(let callback):
            let attempt = CallbackAttempt(
                workload: callback, bundle: bundle, configuration: configuration, logger: logger)
            let work = Task(executorPreference: configuration.clock.executor) { await attempt.run() }
            state = await run(number, cancel: { _ in work.cancel() }) { await work.value }
        case .unknown(let type):
            logger.error("this worker doesn't know such jobs", metadata: ["type": "\(type)"])
            state = .failed
        }
        await report(state, of: job)
        return JobEnd(job: state, task: task)
    }

    /// Does the work of a job, which can be cancelled meanwhile.
    private func run(
        _ number: Int, cancel: @escaping @Sendable (String) -> Void, _ work: () async -> EdgeJobState
    ) async -> EdgeJobState {
        let reason = state.withLock { state in
            state.cancels[number] = cancel
            return state.cancellation
        }
        if let reason { cancel(reason) }
        defer { state.withLock { $0.cancels[number] = nil } }
        return await work()
    }

    /// Cancels all tasks and callbacks that run, and those of jobs that were taken but have not begun.
    func cancelAll(reason: String) {
        let cancels = state.withLock { state in
            if state.cancellation == nil { state.cancellation = reason }
            return Array(state.cancels.values)
        }
        for cancel in cancels { cancel(reason) }
    }

    private func report(_ state: EdgeJobState, of job: EdgeJob) async {
        let clock = configuration.clock
        let began = clock.now()
        while true {
            do {
                return try await client.report(state, of: job)
            } catch {
                // Without the word of its end a job keeps its row. While the server is away there are no other jobs for the slot.
                let isLate = Duration.seconds(clock.now().timeIntervalSince(began)) > Self.patience
                // A token that can't be read is being renewed.
                let mayHelp = error.isTransient || error.code == .invalid
                if state != .running, mayHelp, !isLate, !self.state.withLock({ $0.cancellation != nil }) {
                    try? await clock.sleep(for: Self.pause)
                    continue
                }
                return logger.error(
                    "the server was not told of a job",
                    metadata: ["job": "\(job.key)", "state": "\(state.rawValue)", "error": "\(error)"])
            }
        }
    }
}
