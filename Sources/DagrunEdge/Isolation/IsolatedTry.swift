// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunCoordinator
internal import DagrunModel
internal import DagrunRuntime

/// A try that runs in a process of its own.
struct IsolatedTry {
    /// What became of the process and of what it told.
    struct Outcome {
        /// Whether Airflow knows how the try ended, because the process told it.
        var isTold: Bool
        /// How the process ended.
        var end: ProcessEnd
    }

    /// Where Linux has the program of a process, even when its file was replaced meanwhile.
    static let ownProgram = "/proc/self/exe"

    private let process: SupervisedProcess

    /// Starts the process; it waits for ``run(_:_:_:)`` to be told what to do.
    ///
    /// - Parameters:
    ///   - command: The program.
    ///   - configuration: The worker's.
    ///   - log: The log of the try.
    /// - Throws: `CommError` when this process can't start any more.
    init(_ command: ProcessCommand, _ configuration: EdgeWorkerConfiguration, log: TaskLog) throws(CommError) {
        var limits = SupervisedProcess.Limits()
        limits.termination = min(limits.termination, configuration.killGrace)
        process = try SupervisedProcess(command, limits: limits, log: log, clock: configuration.clock)
    }

    /// How a program of the worker's own bundle is started.
    static func command(_ program: String, _ configuration: EdgeWorkerConfiguration) -> ProcessCommand {
        ProcessCommand(
            path: program, name: program == ownProgram ? CommandLine.arguments.first : nil,
            arguments: [CoordinatorArguments.supervised], environment: environment(configuration.environment))
    }

    /// What the service manager gave the worker for itself: a task must not speak in its name, nor find its secret.
    private static let ofTheService = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "CREDENTIALS_DIRECTORY"]

    /// What a task's process gets of the worker's environment.
    static func environment(_ worker: [String: String]) -> [String: String] {
        var environment = withoutService(ChildEnvironment.make(from: worker).filter { !$0.key.hasPrefix("AIRFLOW__") })
        for name in ["AIRFLOW__LOGGING__LOGGING_LEVEL", "AIRFLOW__LOGGING__NAMESPACE_LEVELS"] {
            if let value = worker[name] { environment[name] = value }
        }
        return environment
    }

    static func withoutService(_ environment: [String: String]) -> [String: String] {
        environment.filter { !ofTheService.contains($0.key) }
    }

    /// Ends the process.
    func stop(_ reason: String) { process.stop(reason) }

    /// Waits for the end of a process that has nothing to do.
    func abandon(_ reason: String) async {
        process.stop(reason)
        for await _ in process.messages {}
    }

    /// Tells the process what to run, and serves it until it has ended.
    ///
    /// - Parameters:
    ///   - details: What to run.
    ///   - desk: What answers it.
    ///   - deliver: Tells Airflow how the try ended; nil when it has heard it.
    /// - Returns: What became of it.
    func run(
        _ details: StartupDetails, _ desk: AnswerDesk, _ deliver: (TryEnd) async -> ErrorResponse?
    ) async -> Outcome {
        process.open(details)
        var isTold = false
        for await event in process.messages {
            switch event {
            case .request(let id, .end(let end, _, let label)):
                let error: ErrorResponse?
                if isTold {
                    error = ErrorResponse("GENERIC_ERROR", detail: ["message": "the try has ended already"])
                } else {
                    error = await deliver(TryEnd(end, mapLabel: label))
                    isTold = error == nil
                }
                process.answer(id, .null, error: error)
                if isTold { process.expectEnd() }
            case .request(let id, let message):
                let answer = await desk.answer(message)
                process.answer(id, answer.body, error: answer.error)
            case .ended(let end): return Outcome(isTold: isTold, end: end)
            }
        }
        return Outcome(isTold: isTold, end: ProcessEnd(status: .notStarted))
    }
}
