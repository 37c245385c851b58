// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunEdge
import DagrunModel
import DagrunSystem
import Synchronization
import Testing

/// Tasks in real processes, and what the server gets of them.
@Suite(.enabled(if: Folders.exists(ConformanceProgram.path), "the program conformance is not built"))
struct IsolatedTaskTests {
    private let bench = WorkerBench()

    /// Runs one task of the conformance bundle, which has the code; the worker's own bundle knows its name only.
    private func run(
        _ taskID: String, of dagID: String, environment: [String: String] = [:], context: [String: JSONValue] = [:]
    ) async throws {
        bench.server.queue(dagID, taskID, context: context)
        let dag = DAG(dagID) { task(taskID, EmptyOperator()) }
        try await bench.run([dag]) { configuration in
            configuration.isolation = .process(program: ConformanceProgram.path)
            configuration.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        } meanwhile: { _ in
            try await bench.wait(3)
        }
    }

    private func log(_ task: String) -> String { bench.server.state.withLock { $0.logs[task] ?? "" } }

    private func result(_ task: String) -> JSONValue? {
        bench.server.state.withLock { $0.xcoms["\(task)/return_value"]?[-1] }
    }

    @Test func `A task in a process of its own ends as it would in the worker's`() async throws {
        try await run("succeeds", of: "success_failure")
        #expect(bench.server.ends() == ["success"])
        #expect(bench.server.states(of: "succeeds") == ["running", "success"])
        #expect(result("succeeds") == ["answer": 42])
    }

    @Test func `A branch in a process of its own skips what it did not choose`() async throws {
        try await run("branch", of: "skip_branch")
        #expect(bench.server.ends() == ["success"])
        #expect(bench.server.state.withLock { $0.instances["ti-1"]?.skipped } == ["off"])
    }

    @Test(
        "68: a task that traps costs one try, and the log says how",
        arguments: [(true, "up_for_retry"), (false, "failed")])
    func traps(shouldRetry: Bool, state: String) async throws {
        try await run("traps", of: "faults", context: ["should_retry": .bool(shouldRetry)])
        #expect(bench.server.ends() == [state])
        #expect(bench.server.states(of: "traps") == ["running", "success"])
        #expect(log("traps").contains("its code trapped"))
    }

    @Test func `What a process prints is in the log by where it came from`() async throws {
        try await run("prints", of: "faults")
        let lines = log("prints").split(separator: "\n").map { (try? JSONValue(parsing: String($0))) ?? .null }
        func loggers(_ event: JSONValue) -> [JSONValue?] { lines.filter { $0["event"] == event }.map { $0["logger"] } }
        #expect(loggers("to standard output") == ["task.stdout"])
        #expect(loggers("to standard error") == ["task.stderr"])
        #expect(loggers("a line of output") == ["task.stdout"])
        #expect(lines.first { $0["event"] == "to the log" }?["pin"] == "17")
    }

    @Test func `No secret of the worker reaches its process`() async throws {
        let secrets = [
            "AIRFLOW__API_AUTH__JWT_SECRET": "x", "AIRFLOW_CONN_BOARD": "http://u:p@h",
            "AIRFLOW__CORE__FERNET_KEY": "y",
        ]
        try await run("looks", of: "faults", environment: secrets)
        #expect(result("looks") == [false, false, false, true])
    }

    @Test func `Variables and connections of the worker's environment are handed to its process on demand`()
        async throws
    {
        try await run(
            "show", of: "context", environment: ["AIRFLOW_VAR_PIN": "17", "AIRFLOW_CONN_BOARD": "http://u:p@pi.local"])
        #expect(result("show") == ["params": [:], "pin": "17", "host": "pi.local"])
    }

    @Test func `A process that can't be started fails the try with the reason`() async throws {
        bench.server.queue("d", "t")
        try await bench.run([DAG("d") { task("t", EmptyOperator()) }]) { configuration in
            configuration.isolation = .process(program: "/nowhere/at/all")
        } meanwhile: { _ in
            try await bench.wait(3)
        }
        #expect(bench.server.ends() == ["failed"])
        #expect(log("t").contains("/nowhere/at/all"))
    }
}
