// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunCommandLine
internal import DagrunEdge
internal import DagrunLocal
internal import DagrunOperators
internal import DagrunSystem
internal import Logging

#if canImport(Glibc)
internal import Glibc
#endif

/// Runs tasks for Airflow's Edge Executor.
struct WorkerCommand: ParsableCommand {
    /// The ways to run tasks.
    enum Isolation: String, ExpressibleByArgument, CaseIterable { case process, inline }

    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Run tasks for Airflow's Edge Executor.",
        discussion: """
            Settings have Airflow's own names: AIRFLOW__EDGE__API_URL, AIRFLOW__API_AUTH__JWT_SECRET, \
            AIRFLOW__CORE__EXECUTION_API_SERVER_URL, AIRFLOW__EDGE__JOB_POLL_INTERVAL and so on. Flags go before the \
            environment, and the environment before the configuration file. \
            Ctrl-C: takes no more jobs and ends once those that run have. Twice, or SIGTERM: cancels them.
            """,
        subcommands: [WorkerStatusCommand.self, WorkerMaintenanceCommand.self, WorkerStopCommand.self],
        runsByItself: true)

    @Option(help: "A configuration file of Airflow, or one with a few of its options: AIRFLOW_CONFIG.")
    var config: String?

    @Option(
        name: [.customShort("H"), .customLong("name")],
        help: "The worker's name, unique in an Airflow; the name of the machine, where not given.")
    var name: String?

    @Option(name: .shortAndLong, help: "The queues that it serves, with commas between them; all, where not given.")
    var queues: String?

    @Option(name: .shortAndLong, help: "How many slots it has: AIRFLOW__EDGE__WORKER_CONCURRENCY.")
    var concurrency: Int?

    @Option(help: "Where the Edge API is: AIRFLOW__EDGE__API_URL.")
    var apiURL: String?

    @Option(help: "A file with the secret that worker and server share.")
    var secretFile: String?

    @Option(help: "A file with a token that something else renews, for servers that trust an identity provider.")
    var tokenFile: String?

    @Option(help: "The team whose jobs it takes.")
    var team: String?

    @Option(
        help:
            "The folder where it notes that it runs, and where logs wait for the server; STATE_DIRECTORY of systemd or .dagrun, where not given."
    )
    var stateFolder: String?

    @Flag(help: "Try the connection step by step, say what is wrong, and end.")
    var check = false

    @Option(
        help: """
            Where tasks run: each in a process of its own that has neither the worker's token nor its secrets, or inline, \
            in the worker's own process.
            """)
    var isolation: Isolation?

    @Option(
        help: """
            Folders of packed programs, with commas between them, for the tasks of DAGs that this one doesn't have; those of \
            Airflow's executable coordinator in AIRFLOW__SDK__COORDINATORS, where not given.
            """)
    var bundles: String?

    @Option(help: "A Python with Airflow's task SDK, for the tasks of DAGs that no program has.")
    var python: String?

    @OptionGroup(title: "Hardware")
    var hardware: HardwareOptions

    func validate() throws {
        if let concurrency, concurrency < 1 { throw ValidationError("--concurrency must be at least 1") }
        if let queues, QueueName.list(queues).isEmpty {
            throw ValidationError("--queues: “\(queues)” names no queue; leave it out for all")
        }
        if secretFile != nil, tokenFile != nil {
            throw ValidationError("--secret-file and --token-file are two ways to one thing: give one of them")
        }
        if hardware.scenario != nil {
            throw ValidationError("--scenario is played in one run, and a worker has tasks of many; leave it away")
        }
        // The board is the worker's own: others would each have one of theirs.
        if isolation == .process, hardware.board != nil {
            throw ValidationError("tasks in processes of their own can't share a board; give --isolation inline")
        }
    }

    func run() async throws {
        ProcessHeap.share()
        let loaded = LoadedBundle.current
        guard loaded.faults.isEmpty else { throw DAGLoadError(faults: loaded.faults) }
        var configuration: EdgeWorkerConfiguration
        do {
            var environment = ProcessEnvironment.variables
            if let path = config ?? environment["AIRFLOW_CONFIG"] {
                environment.merge(try ConfigurationFile(path: path).variables) { own, _ in own }
            }
            configuration = try EdgeWorkerConfiguration(
                environment: environment, name: name ?? Self.machineName,
                client: SharedHTTPClient.current, edgeURL: apiURL, secretFile: secretFile, tokenFile: tokenFile)
        } catch {
            throw BundleFailure(exit: .usage, message: "error: \(error)")
        }
        if let concurrency { configuration.concurrency = concurrency }
        if let queues { configuration.queues = QueueName.list(queues) }
        configuration.team = team
        configuration.stateFolder = stateFolder ?? configuration.environment["STATE_DIRECTORY"] ?? ".dagrun"
        if check { return try await Self.check(configuration) }
        configuration.manager = ServiceManager(environment: configuration.environment)
        var local = LocalRunConfiguration()
        let board = try hardware.open(&local, loaded)
        defer { board?.close() }
        if board != nil { configuration.clock = local.clock }
        if isolation ?? (board == nil ? .process : .inline) == .process {
            configuration.isolation = .process(program: "/proc/self/exe")
        }
        let worker: EdgeWorker
        do {
            worker = try EdgeWorker(
                configuration,
                bundle: WorkerBundle(
                    loaded.dags, callbacks: loaded.callbacks, board: local.board,
                    others: try others(configuration.environment)),
                logger: Self.logger)
        } catch let error as SettingError {
            throw BundleFailure(exit: .usage, message: "error: \(error)")
        }
        let exit = try await Self.work(worker, configuration, board)
        if case .refusedVersion(let reason) = exit {
            throw BundleFailure(
                exit: .runFailed, message: "error: the server refuses this worker's versions: \(reason)")
        }
    }

    /// The programs of other DAGs; nil where none were named.
    private func others(_ environment: [String: String]) throws(BundleFailure) -> OtherPrograms? {
        let coordinators = CoordinatorSettings(["coordinators": environment["AIRFLOW__SDK__COORDINATORS"] ?? ""])
        let folders = bundles?.split(separator: ",").map(String.init) ?? coordinators.executableFolders
        for path in folders where !Folders.exists(path) {
            throw BundleFailure(
                exit: .usage,
                message: "error: --bundles: there is no folder or program \(path); give those with programs of DAGs")
        }
        if let python, Folders.isFolder(python) || (Folders.permissions(python) ?? 0) & 0o111 == 0 {
            throw BundleFailure(
                exit: .usage,
                message:
                    "error: --python \(python) is no program; give the path of one, such as /opt/airflow/bin/python")
        }
        return folders.isEmpty && python == nil ? nil : OtherPrograms(bundles: folders, python: python)
    }

    private static func check(_ configuration: EdgeWorkerConfiguration) async throws {
        let findings = await WorkerCheck(configuration).run()
        let width = findings.map(\.step.count).max() ?? 0
        for finding in findings {
            let space = String(repeating: " ", count: width - finding.step.count + 2)
            Output.result("\(finding.isGood ? "✓" : "✗") \(finding.step)\(space)\(finding.text)")
        }
        if findings.contains(where: { !$0.isGood }) { throw BundleFailure(exit: .runFailed) }
    }

    private static func work(
        _ worker: EdgeWorker, _ configuration: EdgeWorkerConfiguration, _ board: BoardSession?
    ) async throws -> WorkerExit {
        var signals = StopSignals(
            stop: { worker.drain() }, cancel: { worker.terminate() },
            abandon: {
                // What is on must not stay on.
                board?.close()
                BundleExit.interrupted.end()
            })
        // Behind that of its tasks: Airflow is to hear how they ended.
        signals.grace += configuration.killGrace
        let result = await signals.watch {
            do {
                return try await configuration.clock.run(onStandstill: { _ in false }) {
                    () async -> Result<WorkerExit, AirflowError> in
                    do throws(AirflowError) {
                        return .success(try await worker.run())
                    } catch {
                        return .failure(error)
                    }
                }
            } catch {
                return .failure(AirflowError(.cancelled, call: "worker", reason: "\(error)"))
            }
        }
        do {
            return try result.get()
        } catch {
            throw BundleFailure(exit: .runFailed, message: "error: \(error)")
        }
    }

    private static var machineName: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static var logger: Logger {
        Logger(label: "worker") { StreamLogHandler.standardError(label: $0) }
    }
}
