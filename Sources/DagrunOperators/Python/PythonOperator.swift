// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunRuntime

/// Runs Python code in an interpreter of its own.
///
/// ```swift
/// let mean = task("mean", PythonOperator(
///     code: """
///         import statistics
///         def main(values, digits):
///             print("got", len(values))
///             return round(statistics.mean(values), digits)
///         """,
///     arguments: ["values": .input(values.output), "digits": 2], as: Double.self))
///
/// task("train", PythonOperator(script: "scripts/train.py", arguments: ["day": "\(\.ds)"], as: Report.self))
/// task("load", PythonOperator("warehouse.load:rows", arguments: ["rows": .input(rows.output)], as: Int.self))
/// ```
///
/// A function is called with the arguments by name, and its result is the task's. Code and scripts have the arguments as
/// the dict `inputs`; the result is what their function `main` returns, which is called with the arguments by name, or
/// else their variable `result`. Arguments and results travel as JSON; dates and paths become strings and dataclasses
/// objects. A coroutine is awaited. `__name__` is not `"__main__"`, so that guard does not fire.
///
/// What the code prints goes to the task's log while it runs, and can't get into the result. An exception fails the try;
/// its traceback is in the log. `AirflowSkipException`, or any exception of that name, and exit code 99 skip the task;
/// `AirflowFailException` fails it whatever tries are left. Working directory, environment and the way the interpreter is
/// ended are those of ``BashOperator``.
///
/// Airflow's `PythonOperator` and `ExternalPythonOperator`.
public struct PythonOperator<Output: Codable & Sendable>: Operator {
    private struct Request: Encodable, Sendable {
        var kind: String
        var source: String
        var arguments: [String: JSONValue]
    }

    private let source: PythonSource
    private let arguments: [NamedInput<JSONValue>]
    private let python: String
    private let env: [NamedInput<String>]
    private let cwd: Input<String>?
    private let skipOnExitCode: [Int]
    private let maximumOutput: Int

    /// Makes an operator that calls a function of a module that is installed or lies in the working directory.
    ///
    /// - Parameters:
    ///   - function: The function, as `package.module:function`.
    ///   - arguments: Its arguments by name.
    ///   - type: The type of the result.
    ///   - python: The interpreter: a name in the PATH, or the path of one, such as that of a virtual environment.
    ///   - env: Environment variables for the code.
    ///   - cwd: The working directory.
    ///   - skipOnExitCode: The exit codes that skip the task.
    ///   - maximumOutput: How many bytes the result may have as JSON; more fails the try.
    public init(
        _ function: String, arguments: [String: PythonArgument] = [:], as type: Output.Type = JSONValue.self,
        python: String = "python3", env: [String: Input<String>] = [:], cwd: Input<String>? = nil,
        skipOnExitCode: [Int] = [99], maximumOutput: Int = 64 << 20
    ) {
        self.init(.function(function), arguments, python, env, cwd, skipOnExitCode, maximumOutput)
    }

    /// Makes an operator that runs a file.
    ///
    /// - Parameters:
    ///   - script: The path of the file; a relative one begins at the working directory.
    ///   - arguments: Its arguments by name.
    ///   - type: The type of the result.
    ///   - python: The interpreter: a name in the PATH, or the path of one, such as that of a virtual environment.
    ///   - env: Environment variables for the code.
    ///   - cwd: The working directory.
    ///   - skipOnExitCode: The exit codes that skip the task.
    ///   - maximumOutput: How many bytes the result may have as JSON; more fails the try.
    public init(
        script: Input<String>, arguments: [String: PythonArgument] = [:], as type: Output.Type = JSONValue.self,
        python: String = "python3", env: [String: Input<String>] = [:], cwd: Input<String>? = nil,
        skipOnExitCode: [Int] = [99], maximumOutput: Int = 64 << 20
    ) {
        self.init(.script(script), arguments, python, env, cwd, skipOnExitCode, maximumOutput)
    }

    /// Makes an operator that runs code.
    ///
    /// Values reach the code as arguments, never as parts of its text: so nothing in them can be taken for code.
    ///
    /// - Parameters:
    ///   - code: The code; it may be indented as a whole.
    ///   - arguments: Its arguments by name.
    ///   - type: The type of the result.
    ///   - python: The interpreter: a name in the PATH, or the path of one, such as that of a virtual environment.
    ///   - env: Environment variables for the code.
    ///   - cwd: The working directory.
    ///   - skipOnExitCode: The exit codes that skip the task.
    ///   - maximumOutput: How many bytes the result may have as JSON; more fails the try.
    public init(
        code: String, arguments: [String: PythonArgument] = [:], as type: Output.Type = JSONValue.self,
        python: String = "python3", env: [String: Input<String>] = [:], cwd: Input<String>? = nil,
        skipOnExitCode: [Int] = [99], maximumOutput: Int = 64 << 20
    ) {
        self.init(.code(code), arguments, python, env, cwd, skipOnExitCode, maximumOutput)
    }

    private init(
        _ source: PythonSource, _ arguments: [String: PythonArgument], _ python: String,
        _ env: [String: Input<String>], _ cwd: Input<String>?, _ skipOnExitCode: [Int], _ maximumOutput: Int
    ) {
        self.source = source
        self.arguments = NamedInput.list(arguments.mapValues(\.input))
        self.python = python
        self.env = NamedInput.list(env)
        self.cwd = cwd
        self.skipOnExitCode = skipOnExitCode
        self.maximumOutput = maximumOutput
    }

    /// Runs the code to its end.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: What the code returned.
    /// - Throws: ``OperatorError`` when the code raises an exception, can't be started, or returns a value of another type;
    ///   ``DagrunRuntime/TaskSignal`` when it skips or fails the task; `CancellationError` when the task is told to stop.
    public func execute(_ context: TaskContext) async throws -> Output {
        let (kind, source) = try await source.resolve(context)
        let request = Request(
            kind: kind, source: source, arguments: try await NamedInput.resolve(arguments, context))
        let environment = TaskEnvironment.make(context, own: try await NamedInput.resolve(env, context), inherits: true)
        let child = ChildCommand(
            path: try ExecutablePath.find(python, environment: environment),
            // Unbuffered, so that lines reach the log when they are printed; UTF-8 whatever the locale.
            arguments: ["-u", "-X", "utf8", "-c", PythonBootstrap.program], environment: environment,
            workingDirectory: try await context.resolve(cwd), input: try XComValue(request).json, hasReply: true)
        let recorder = OutputRecorder(context, capture: .nothing, limit: maximumOutput)
        let name = kind == "code" ? "the Python code" : "Python's \(source)"
        do {
            try await ChildRun.run(child, name: name, skipCodes: skipOnExitCode, recorder, context)
        } catch let error as OperatorError where error.code == .exitCode {
            // An exception says more than the exit code it ends with.
            if let failure = PythonReply(recorder.reply)?.error { throw Self.error(failure, name) }
            throw error
        }
        return try Self.value(PythonReply(recorder.reply)?.result ?? .null, name, context.masker)
    }

    private static func error(_ failure: PythonReply.Failure, _ name: String) -> any Error {
        switch failure.signal {
        case "skip": TaskSignal.skip(failure.message)
        case "fail": TaskSignal.fail(failure.message)
        default: OperatorError(.scriptFailed, "\(name) raised \(failure.message)")
        }
    }

    private static func value(_ result: JSONValue, _ name: String, _ masker: SecretMasker) throws -> Output {
        if let nothing = NoOutput() as? Output { return nothing }
        do {
            return try result.decode(as: Output.self)
        } catch {
            throw OperatorError(
                .badOutput,
                "\(name) returned \(OutputReader.beginning(of: Array(result.templateText.utf8), masking: masker)), which"
                    + " is not a \(Output.self): \(OutputReader.reason(error))")
        }
    }
}
