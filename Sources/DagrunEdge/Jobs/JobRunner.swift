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

    private let configuration: EdgeWorkerConfiguration
    private let client: EdgeClient
    private let bundle: WorkerBundle
    private let logger: Logger
    private let owner: TryOwner
    private let keeper: LogKeeper
    private struct State {
        var attempts: [Int: TaskAttempt] = [:]
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
    /// - Returns: What was reported of it.
    func run(_ job: EdgeJob, number: Int) async -> EdgeJobState {
        await report(.running, of: job)
        let state: EdgeJobState
        switch job.workload {
        case .task(let workload):
            let attempt = TaskAttempt(
                job, workload, configuration, client: client, bundle: bundle, owner: owner, keeper: keeper,
                logger: logger)
            let reason = self.state.withLock { state in
                state.attempts[number] = attempt
                return state.cancellation
            }
            if let reason { attempt.cancel(.byWorker(reason)) }
            state = await attempt.run()
            self.state.withLock { $0.attempts[number] = nil }
        case .callback(let callback):
            state = await CallbackAttempt(
                workload: callback, bundle: bundle, configuration: configuration, logger: logger
            ).run()
        case .unknown(let type):
            logger.error("this worker doesn't know such jobs", metadata: ["type": "\(type)"])
            state = .failed
        }
        await report(state, of: job)
        return state
    }

    /// Cancels all tasks that run, and those of jobs that were taken but have not begun.
    func cancelAll(reason: String) {
        let attempts = state.withLock { state in
            if state.cancellation == nil { state.cancellation = reason }
            return Array(state.attempts.values)
        }
        for attempt in attempts { attempt.cancel(.byWorker(reason)) }
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
                if state != .running, error.isTransient, !isLate, !self.state.withLock({ $0.cancellation != nil }) {
                    continue
                }
                return logger.error(
                    "the server was not told of a job",
                    metadata: ["job": "\(job.key)", "state": "\(state.rawValue)", "error": "\(error)"])
            }
        }
    }
}
