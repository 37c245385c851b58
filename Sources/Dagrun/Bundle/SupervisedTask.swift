// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunProcess
internal import DagrunCoordinator
internal import DagrunLocal
internal import DagrunRuntime
internal import DagrunSystem
internal import Dispatch

#if canImport(Glibc)
internal import Glibc
#endif

/// What the program does when a supervisor starts it for one task: Airflow's executable coordinator, or a worker.
enum SupervisedTask {
    /// Runs the task.
    ///
    /// - Returns: The status to end the process with; nil when the program was started for anything else.
    static func run() async -> BundleExit? {
        do {
            guard let arguments = try CoordinatorArguments(Array(CommandLine.arguments.dropFirst())) else { return nil }
            return await run(arguments)
        } catch {
            Output.error("error: \(error)")
            return .usage
        }
    }

    private static func run(_ arguments: CoordinatorArguments) async -> BundleExit {
        let parent = getppid()
        ProcessHeap.share()
        if arguments.endsWithParent, dagrun_end_with_parent(parent, SIGTERM) == 0 { return .runFailed }
        let levels = LogLevels(environment: ProcessEnvironment.variables)
        dropSecrets()
        do {
            let task = try CoordinatedTask(arguments, levels: levels)
            // Airflow's supervisor keeps a slot for five seconds more when it misses the end; our worker waits for the process.
            defer { if !arguments.endsWithParent { dagrun_hold_output() } }
            switch await stopping(task, { await task.run(handlers: { handlers }, bundle) }) {
            case .told: return .success
            case .terminated: return .terminated
            case .broken(let reason):
                Output.error("error: \(reason)")
                return .runFailed
            }
        } catch {
            Output.error("error: \(error)")
            return .runFailed
        }
    }

    /// The tasks of all DAGs.
    private static var handlers: [String: [String]] {
        Dictionary(LoadedBundle.current.dags.map { ($0.id, $0.document.tasks.map(\.taskID)) }) { first, _ in first }
    }

    /// The bundle, as far as it matters for a DAG.
    @Sendable private static func bundle(_ dagID: String) throws -> TaskBundle {
        let loaded = LoadedBundle.current
        guard loaded.dags.contains(where: { $0.id == dagID }) else { return TaskBundle([]) }
        return try TaskBundle([loaded.dag(dagID)])
    }

    /// The environment of a supervisor of Airflow's has the secrets of the whole worker.
    private static func dropSecrets() {
        let all = ProcessEnvironment.variables
        let kept = ChildEnvironment.make(from: all)
        for name in all.keys where kept[name] == nil { unsafe unsetenv(name) }
    }

    /// Does so while SIGTERM and SIGINT cancel the task.
    private static func stopping(
        _ task: CoordinatedTask, _ body: () async -> CoordinatorExit
    ) async -> CoordinatorExit {
        let signals = StopSignals(
            stop: { end(task) }, cancel: { end(task) }, abandon: { _exit(BundleExit.terminated.rawValue) })
        return await signals.watch(body)
    }

    private static func end(_ task: CoordinatedTask) {
        task.cancel()
        // A task that keeps all threads busy can't be left behind any other way.
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(4500)) {
            _exit(BundleExit.terminated.rawValue)
        }
    }
}
