// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAirflow
internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem
internal import FoundationEssentials
public import Logging
internal import Synchronization

/// A worker of Airflow's Edge Executor: it takes jobs from the server and runs their tasks.
///
/// Two loops share its status: one tells the server that it is there and hears what the server wants, the other takes
/// jobs, one request at a time. Each job is a task of its own.
///
/// Source: the Edge provider 5.1, `airflow.providers.edge3.cli.worker`.
public final class EdgeWorker: Sendable {
    /// What it says of itself, for its own log.
    let logger: Logger
    let configuration: EdgeWorkerConfiguration
    let client: EdgeClient
    let status: Mutex<WorkerStatus>
    let started: Date
    let runner: JobRunner
    private let keeper: LogKeeper
    let lock: WorkerLock?
    private let control = Mutex<ControlSocket?>(nil)
    /// The first registration, which is tried for minutes.
    let registration = Mutex<Task<Result<Void, AirflowError>, Never>?>(nil)
    let heartbeatNews = Wakeup()
    let fetchNews = Wakeup()
    let drainNews = Wakeup()

    /// Makes a worker; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - configuration: How it works.
    ///   - bundle: The DAGs whose tasks it can run.
    ///   - logger: Its own log.
    /// - Throws: ``SettingError`` when a worker of the name runs on this machine already.
    public init(
        _ configuration: EdgeWorkerConfiguration, bundle: WorkerBundle, logger: Logger
    ) throws(SettingError) {
        lock = try configuration.stateFolder.map { folder throws(SettingError) in
            try WorkerLock(folder: folder, name: configuration.name)
        }
        self.configuration = configuration
        self.logger = logger
        client = EdgeClient(
            url: configuration.edgeURL, credential: configuration.credential, client: configuration.client,
            clock: configuration.clock)
        status = Mutex(
            WorkerStatus(
                queues: configuration.queues, concurrency: max(1, configuration.concurrency),
                airflowVersion: configuration.airflowVersion ?? "",
                edgeProviderVersion: configuration.edgeProviderVersion ?? KnownVersions.edgeProvider,
                now: configuration.clock.now()))
        started = configuration.clock.now()
        keeper = LogKeeper(configuration, client: client, logger: logger)
        runner = JobRunner(configuration, client: client, bundle: bundle, keeper: keeper, logger: logger)
    }

    /// Takes no more jobs, and ends once those that run have ended.
    public func drain() {
        status.withLock { $0.isDraining = true }
        registration.withLock { $0 }?.cancel()
        heartbeatNews.signal()
        fetchNews.signal()
        drainNews.signal()
    }

    /// Cancels the tasks that run, and ends.
    public func terminate() {
        drain()
        runner.cancelAll(reason: "the worker is told to end")
    }

    /// Takes no more jobs for now, or takes them again; tasks that run go on.
    ///
    /// - Parameters:
    ///   - isOn: Whether it takes none.
    ///   - comment: Why, for Airflow's page.
    public func setMaintenance(_ isOn: Bool, comment: String? = nil) {
        status.withLock { status in
            status.isInMaintenance = isOn
            status.comment = isOn ? comment : nil
        }
        logger.notice(isOn ? "maintenance begins" : "maintenance ends", metadata: comment.map { ["comment": "\($0)"] })
        heartbeatNews.signal()
        fetchNews.signal()
    }

    /// Works until it is told to end.
    ///
    /// - Returns: How it ended.
    /// - Throws: ``AirflowError`` when it can't register.
    public func run() async throws(AirflowError) -> WorkerExit {
        defer { lock?.release() }
        keeper.collect()
        listen()
        defer { control.withLock { $0.take() }?.close() }
        do throws(AirflowError) {
            try await registerFirst()
        } catch {
            guard error.code == .cancelled, status.withLock({ $0.isDraining }) else { throw error }
            // The server may have heard it, and would keep the name from others for a while.
            _ = try? await client.report(configuration.name, report(.offline), retries: RequestRetries.none)
            return .ended
        }
        tellManager("READY=1")
        let keeping = Task(executorPreference: configuration.clock.executor) { await self.keeper.run() }
        await withTaskGroup { group in
            group.addTask { await self.reportForever() }
            group.addTask { await self.fetchForever() }
            group.addTask { await self.limitDrain() }
            group.addTask { await self.keepWatchdog() }
            // The loops end one after the other; the limit and the watchdog are no longer needed then.
            await group.next()
            await group.next()
            group.cancelAll()
            drainNews.signal()
        }
        // Not cancelled: a chunk that was cut off may have arrived.
        keeper.end()
        await keeping.value
        await sayGoodbye()
        return status.withLock { $0.refusal }.map(WorkerExit.refusedVersion) ?? .ended
    }

    /// Lets others on this machine ask and tell it things.
    private func listen() {
        guard let folder = configuration.stateFolder else { return }
        do {
            let path = ControlSocket.path(in: folder, name: configuration.name)
            let socket = try ControlSocket(path) { [weak self] request in
                self?.follow(request) ?? ["error": "the worker has ended"]
            }
            control.withLock { $0 = socket }
        } catch {
            logger.warning("it can't be asked by others on this machine", metadata: ["error": "\(error)"])
        }
    }

    // MARK: The server

    func report(_ state: WorkerState? = nil) -> WorkerReport {
        let facts = configuration.machineFacts()
        let skew = client.clockSkew
        let now = configuration.clock.now()
        let (status, change) = status.withLock { status in
            let change = status.judge(facts, skew: skew, configuration.automaticMaintenance, at: now)
            return (status, change)
        }
        if let change {
            let reasons = status.health.reasons.joined(separator: "; ")
            if change {
                logger.warning("maintenance begins: the worker is not well", metadata: ["reasons": "\(reasons)"])
            } else {
                logger.notice("maintenance ends: the worker is well again")
            }
            fetchNews.signal()
        }
        return WorkerReport(
            state: state ?? status.state, activeJobs: status.jobs.count, queues: status.queues,
            systemInfo: SystemInfo(status: status, facts: facts, started: started, skew: skew).members,
            maintenanceComment: status.comment, team: configuration.team)
    }

    var isDone: Bool { status.withLock { $0.isDraining && $0.jobs.isEmpty } }

    private func reportForever() async {
        var failures = 0
        while !isDone {
            let now = configuration.clock.now()
            status.withLock { $0.lastReportTurn = now }
            let report = report()
            var pause = configuration.heartbeatInterval
            do {
                let orders = try await client.report(configuration.name, report, retries: RequestRetries.none)
                failures = 0
                let wasDraining = status.withLock { $0.isDraining }
                let answered = configuration.clock.now()
                let again = status.withLock { status in
                    status.lastHeard = answered
                    return status.follow(orders, after: report.state)
                }
                if !wasDraining, status.withLock({ $0.isDraining }) {
                    logger.notice("the server asks to end")
                    drain()
                }
                tellManager()
                fetchNews.signal()
                if again { pause = .zero }
            } catch {
                failures += 1
                pause = min(pause, await failed(error, failures: failures))
            }
            await heartbeatNews.wait(atMost: pause, on: configuration.clock)
        }
        // The other loop may wait for a job that never comes.
        fetchNews.signal()
    }

    /// What a failed report means.
    ///
    /// - Returns: How long to wait until the next one.
    private func failed(_ error: AirflowError, failures: Int) async -> Duration {
        switch error.status {
        case 404:
            logger.warning("the server doesn't know this worker any more; registering again")
            do {
                // Once: the next report comes to it again, and the service manager sees that this loop goes round.
                try await register(retries: RequestRetries.none)
                return .zero
            } catch {
                logger.error("can't register again", metadata: ["error": "\(error)"])
            }
        case 400:
            logger.error("the server doesn't take this worker's versions any more", metadata: ["error": "\(error)"])
            status.withLock { $0.refusal = error.reason }
            drain()
        default:
            logger.log(level: failures == 1 ? .warning : .debug, "no heartbeat", metadata: ["error": "\(error)"])
        }
        return min(.seconds(1) * (1 << min(failures, 6)), .seconds(60))
    }

    private func sayGoodbye() async {
        tellManager("STOPPING=1")
        var report = report()
        report.systemInfo["status"] = 0
        do {
            _ = try await client.report(configuration.name, report, retries: RequestRetries(attempts: 3))
            lock?.noteEnded()
        } catch {
            logger.warning("the server was not told that this worker ended", metadata: ["error": "\(error)"])
        }
    }
}
