// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAirflow
import DagrunCoordinator
import DagrunModel
import DagrunRuntime
import DagrunSystem
import FoundationEssentials
import Glibc
import Testing

/// Real processes under the supervisor.
@Suite(.enabled(if: Folders.exists(conformanceProgram), "the program conformance is not built"))
struct SupervisedProcessTests {
    /// What became of a process.
    private struct Result {
        var messages: [TaskMessage] = []
        var end: ProcessEnd
        var log: [String]
    }

    private func run(
        _ taskID: String, of dagID: String = "faults", program: String = conformanceProgram,
        limits: SupervisedProcess.Limits = SupervisedProcess.Limits(), environment: [String: String] = [:],
        _ react: (TaskMessage, SupervisedProcess) -> ErrorResponse? = { _, _ in nil }
    ) async throws -> Result {
        let log = RecordedLog()
        let command = ProcessCommand(
            path: program, arguments: [CoordinatorArguments.supervised],
            environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 })
        let process = try SupervisedProcess(command, limits: limits, log: log, clock: SystemClock())
        process.open(try .test(taskID, of: dagID))
        var messages: [TaskMessage] = []
        for await event in process.messages {
            switch event {
            case .request(let id, let message):
                messages.append(message)
                process.answer(id, .null, error: react(message, process))
            case .ended(let end): return Result(messages: messages, end: end, log: log.lines)
            }
        }
        throw CommError(.closed, "the process has no end")
    }

    /// A script beside the tests: one that is written while other tests start processes could not be run.
    private func script(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).sh").path
    }

    @Test func `A task runs in its process and tells its end`() async throws {
        let result = try await run("succeeds", of: "success_failure")
        #expect(result.end == ProcessEnd(status: .exited(0)))
        let address = XComAddress(dagID: "success_failure", runID: "r1", XComKey(taskID: "succeeds"))
        #expect(result.messages.first == .setXCom(address, ["answer": 42], mappedLength: 1))
        guard case .end(.success, _, _)? = result.messages.last else {
            Issue.record("it told no success: \(result.messages)")
            return
        }
        #expect(result.log.isEmpty)
    }

    @Test func `All that a process prints is in the log by where it came from`() async throws {
        let result = try await run("prints")
        #expect(
            Set(result.log) == [
                "1: to standard output", "2: to standard error", "info: to the log", "info: a line of output",
            ])
    }

    @Test func `A process that traps ends without a word, and the log says how`() async throws {
        let result = try await run("traps")
        #expect(result.messages.isEmpty)
        guard case .signaled = result.end.status else {
            Issue.record("it did not trap: \(result.end)")
            return
        }
        #expect(result.end.description.contains("its code trapped"))
    }

    @Test func `A process that leaves in the midst is told by its exit status`() async throws {
        let result = try await run("leaves")
        #expect(result.end.description == "the task's process ended with exit status 7")
    }

    @Test func `A task that is told to end stops, and its process ends with 143`() async throws {
        let log = RecordedLog()
        let process = try SupervisedProcess(
            ProcessCommand(path: conformanceProgram, environment: [:]), log: log, clock: SystemClock())
        process.open(try .test("looks", of: "faults"))
        var end: ProcessEnd?
        for await event in process.messages {
            switch event {
            // It waits for the answer, which never comes.
            case .request: process.stop("the test says so")
            case .ended(let status): end = status
            }
        }
        #expect(end?.status == .exited(143))
        #expect(log.lines.contains { $0.hasPrefix("notice: sending SIGTERM") && $0.hasSuffix("the test says so") })
    }

    @Test func `A process that speaks no protocol and ignores SIGTERM is killed`() async throws {
        var limits = SupervisedProcess.Limits()
        limits.termination = .milliseconds(50)
        let result = try await run("succeeds", program: script("garbage"), limits: limits)
        #expect(result.end.status == .signaled(SIGKILL))
        #expect(result.end.fault?.contains("can't be understood") == true)
        #expect(result.log.contains("?: not a line of JSON"))
        #expect(result.log.contains { $0.contains("sending SIGKILL") })
    }

    @Test func `A process that does not connect is ended`() async throws {
        var limits = SupervisedProcess.Limits()
        limits.startup = .milliseconds(50)
        let result = try await run("succeeds", program: script("silent"), limits: limits)
        #expect(result.end.fault == "it did not connect within 0.05 seconds")
        #expect(result.end.status == .signaled(SIGTERM))
    }

    @Test func `A connection that is not the process's own is refused, and is told nothing`() async throws {
        let (lines, sink) = AsyncStream<String>.makeStream()
        let process = try SupervisedProcess(
            ProcessCommand(path: script("waits"), environment: ["PATH": "/usr/bin:/bin"]), log: StreamedLog(sink: sink),
            clock: SystemClock())
        process.open(try .test("succeeds", of: "faults"))
        var stranger: LoopbackSocket?
        var said: String?
        for await line in lines {
            if line.hasPrefix("1: "), let place = line.firstRange(of: "--comm=") {
                stranger = try LoopbackSocket(dialing: String(line[place.upperBound...].prefix { $0 != " " }))
            } else if stranger != nil {
                said = line
                break
            }
        }
        #expect(said == "fault: a connection that is not the task's process's own was refused")
        guard case .end? = stranger?.read() else {
            Issue.record("it was told something")
            return
        }
        process.stop("the test says so")
        for await _ in process.messages {}
    }

    @Test func `A program that is not there is told so`() async throws {
        let result = try await run("succeeds", program: "/nowhere/at/all")
        #expect(result.end.status == .notStarted)
        #expect(result.end.description.contains("/nowhere/at/all"))
    }

    @Test func `What a process left behind in its session ends with it`() async throws {
        let fifo = "\(FileManager.default.temporaryDirectory.path)/dagrun-\(UUID().uuidString)"
        try #require(unsafe mkfifo(fifo, 0o600) == 0)
        let reader = unsafe open(fifo, O_RDONLY | O_NONBLOCK)
        defer {
            close(reader)
            unsafe unlink(fifo)
        }
        var limits = SupervisedProcess.Limits()
        limits.drain = .milliseconds(50)
        let result = try await run(
            "succeeds", program: script("leaves-others"), limits: limits, environment: ["FIFO": fifo])
        #expect(result.end.status == .exited(0))
        // Nobody writes any more once it is gone.
        var entry = pollfd(fd: reader, events: 0, revents: 0)
        #expect(unsafe poll(&entry, 1, -1) == 1)
    }

    @Test func `Secrets of the environment reach no task`() async throws {
        let secrets = [
            "AIRFLOW__API_AUTH__JWT_SECRET": "x", "AIRFLOW_CONN_BOARD": "http://u:p@h",
            "AIRFLOW__CORE__FERNET_KEY": "y",
        ]
        let result = try await run("looks", environment: secrets)
        let address = XComAddress(dagID: "faults", runID: "r1", XComKey(taskID: "looks"))
        #expect(result.messages.first == .setXCom(address, [false, false, false, true], mappedLength: 4))
    }
}
