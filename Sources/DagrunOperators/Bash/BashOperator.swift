// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunRuntime
internal import Logging

/// Runs a command in Bash.
///
/// ```swift
/// let lines = task("count", BashOperator("wc -l < \(\.params.file)"))             // the last line, as String
/// let text = task("read", BashOperator("cat \(\.params.file)", as: String.self))  // all it prints
/// let disk = task("disk", BashOperator("lsblk --json", as: Disks.self))           // JSON, as a type of yours
/// ```
///
/// What the command prints goes to the task's log line by line while it runs, with `[stderr] ` in front of what comes from
/// standard error. The result is the last line on standard output. With `as: String.self` it is the whole standard output
/// without its last line end, and with `as:` and another type it is read from the JSON there; standard output is not
/// logged then, only how much it was.
///
/// Exit code 0 is success and 99 skips the task; any other fails the try, with the last lines of standard error in the
/// message. The command reads nothing: its standard input is empty. It runs in the working directory of the process that
/// runs the task unless `cwd` says otherwise. It gets that process's environment without Airflow's own secrets, and
/// `AIRFLOW_CTX_DAG_ID` and its siblings.
///
/// When the task is cancelled or its timeout passes, the command and all that it started get SIGTERM, and SIGKILL five
/// seconds later. A command that ended while something that it started keeps its output open gets two seconds more; then
/// that is ended as well. To leave a process running, redirect its output: `nohup server >server.log 2>&1 &`.
///
/// Values in a template are not quoted for the shell. Hand texts that you don't control over as environment variables:
///
/// ```swift
/// BashOperator("grep -- \"$PATTERN\" names.txt", env: ["PATTERN": pattern.output])
/// ```
///
/// Airflow's `BashOperator`.
public struct BashOperator<Output: Codable & Sendable>: Operator {
    let command: Input<String>
    let env: [NamedInput<String>]
    let cwd: Input<String>?
    let appendEnv: Bool
    let skipOnExitCode: [Int]
    let outputEncoding: OutputEncoding
    let maximumOutput: Int
    private let capture: OutputRecorder.Capture
    private let read: @Sendable (OutputRecorder) throws -> Output

    /// Makes an operator whose result is all that the command prints.
    ///
    /// - Parameters:
    ///   - command: The command, as for `bash -c`.
    ///   - type: `String` for the text; `NoOutput` for none, all of the output is logged then; any other type is read from
    ///     JSON: the whole output, or its last line where the whole is no JSON.
    ///   - env: Environment variables for the command.
    ///   - appendEnv: Whether the command also gets the environment of the process that runs the task.
    ///   - cwd: The command's working directory.
    ///   - skipOnExitCode: The exit codes that skip the task.
    ///   - outputEncoding: How bytes are read as text.
    ///   - maximumOutput: How many bytes the output may have; more fails the try.
    public init(
        _ command: Input<String>, as type: Output.Type, env: [String: Input<String>] = [:], appendEnv: Bool = true,
        cwd: Input<String>? = nil, skipOnExitCode: [Int] = [99], outputEncoding: OutputEncoding = .utf8,
        maximumOutput: Int = 64 << 20
    ) {
        self.init(
            command, env, appendEnv, cwd, skipOnExitCode, outputEncoding, maximumOutput,
            capture: type == NoOutput.self ? .nothing : .whole
        ) { recorder in
            if let nothing = NoOutput() as? Output { return nothing }
            if type == String.self, let text = outputEncoding.text(recorder.whole) as? Output { return text }
            return try OutputReader.json(recorder.whole, as: type, masking: recorder.masker)
        }
    }

    private init(
        _ command: Input<String>, _ env: [String: Input<String>], _ appendEnv: Bool, _ cwd: Input<String>?,
        _ skipOnExitCode: [Int], _ outputEncoding: OutputEncoding, _ maximumOutput: Int,
        capture: OutputRecorder.Capture, read: @escaping @Sendable (OutputRecorder) throws -> Output
    ) {
        self.command = command
        self.env = NamedInput.list(env)
        self.appendEnv = appendEnv
        self.cwd = cwd
        self.skipOnExitCode = skipOnExitCode
        self.outputEncoding = outputEncoding
        self.maximumOutput = maximumOutput
        self.capture = capture
        self.read = read
    }

    /// Runs the command to its end.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: What the command printed.
    /// - Throws: ``OperatorError`` when the command fails, can't be started, or prints what can't be read;
    ///   ``DagrunRuntime/TaskSignal`` `.skip` for an exit code that skips; `CancellationError` when the task is told to stop.
    public func execute(_ context: TaskContext) async throws -> Output {
        let command = try await context.resolve(command)
        let environment = TaskEnvironment.make(
            context, own: try await NamedInput.resolve(env, context), inherits: appendEnv)
        let child = ChildCommand(
            path: try ExecutablePath.find("bash", environment: environment), arguments: ["-c", command],
            environment: environment, workingDirectory: try await context.resolve(cwd))
        let recorder = OutputRecorder(context, capture: capture, limit: maximumOutput, encoding: outputEncoding)
        context.logger.info("running a command", metadata: ["command": "\(Self.shown(context.masker.mask(command)))"])
        try await ChildRun.run(child, name: "the command", skipCodes: skipOnExitCode, recorder, context)
        if case .whole = capture {
            let extent = recorder.outputExtent
            context.logger.info(
                "kept the output as the result", metadata: ["bytes": "\(extent.bytes)", "lines": "\(extent.lines)"])
        }
        return try read(recorder)
    }

    private static func shown(_ command: String) -> String {
        command.count > 400 ? "\(command.prefix(400))…" : command
    }
}

extension BashOperator where Output == String {
    /// Makes an operator whose result is the last line that the command prints.
    ///
    /// - Parameters:
    ///   - command: The command, as for `bash -c`.
    ///   - env: Environment variables for the command.
    ///   - appendEnv: Whether the command also gets the environment of the process that runs the task.
    ///   - cwd: The command's working directory.
    ///   - skipOnExitCode: The exit codes that skip the task.
    ///   - outputEncoding: How bytes are read as text.
    ///   - maximumOutput: How many bytes the last line may have; more fails the try.
    public init(
        _ command: Input<String>, env: [String: Input<String>] = [:], appendEnv: Bool = true,
        cwd: Input<String>? = nil, skipOnExitCode: [Int] = [99], outputEncoding: OutputEncoding = .utf8,
        maximumOutput: Int = 64 << 20
    ) {
        self.init(
            command, env, appendEnv, cwd, skipOnExitCode, outputEncoding, maximumOutput, capture: .lastLine
        ) { recorder in
            var text = outputEncoding.text(recorder.lastLine)
            while text.last?.isWhitespace == true { text.removeLast() }
            return text
        }
    }
}
