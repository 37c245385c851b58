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
        _ taskID: String, of dagID: String, id: String = "ti-1", others: [String] = [],
        environment: [String: String] = [:], context: [String: JSONValue] = [:], wait: Double = 3
    ) async throws {
        bench.server.queue(dagID, taskID, id: id, context: context)
        let dag = DAG(dagID) {
            task(taskID, EmptyOperator())
            for other in others { task(other, EmptyOperator()) }
        }
        try await bench.run([dag]) { configuration in
            configuration.isolation = .process(program: ConformanceProgram.path)
            configuration.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        } meanwhile: { _ in
            try await bench.wait(wait)
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
    @Test func `State stores, assets and other runs reach a process through its worker`() async throws {
        bench.server.state.withLock { $0.objects.assets = ["led": "gpio://pi/led"] }
        try await run("stores", of: "protocol", context: ["should_retry": true])
        #expect(bench.server.ends() == ["up_for_retry"])
        bench.server.queue("protocol", "stores", id: "ti-2", tryNumber: 2)
        bench.server.queue("protocol", "looks", id: "ti-3")
        bench.server.queue("protocol", "tells", id: "ti-4")
        bench.server.state.withLock { $0.objects.runs["protocol/manual__2026-01-01T00:00:00+00:00"] = "running" }
        try await run("renders", of: "protocol", id: "ti-5", others: ["stores", "looks", "tells"], wait: 20)
        #expect(result("stores") == ["41", "nil", "noon", "noon"], "\(log("stores"))")
        #expect(
            result("looks") == ["running", "nil", "true", "1", "false", "1", "false", "gpio://pi/led", "true"],
            "\(log("looks"))")
        let events = bench.server.state.withLock { $0.instances["ti-4"]?.bodies.last?["outlet_events"] }
        guard case .array(let list)? = events else { return #expect(Bool(false), "no events") }
        #expect(list.count == 2)
        #expect(
            bench.server.state.withLock { $0.objects.rendered["ti-5"] }
                == ["command": "echo manual__2026-01-01T00:00:00+00:00"])
        #expect(result("renders") == "manual__2026-01-01T00:00:00+00:00")
    }

    @Test(
        arguments: [("defers", "deferred"), ("asks", "awaiting_input"), ("senses", "deferred")])
    func `A task in a process of its own gives its slot back`(task: String, state: String) async throws {
        try await run(task, of: "protocol")
        #expect(bench.server.ends() == [state], "\(log(task))")
        #expect(bench.server.states(of: task) == ["running", "success"])
        if task == "asks" {
            #expect(bench.server.state.withLock { $0.objects.questions["ti-1"]?["options"] } == ["espresso", "tea"])
        }
    }

    @Test func `A run that there is already is told to a process as such`() async throws {
        bench.server.script { call, _ in
            call.hasPrefix("POST dag-runs/triggered/")
                ? FakeAirflow.json(["detail": ["reason": "already_exists"]], 409) : nil
        }
        try await run("triggers", of: "protocol", context: ["should_retry": true])
        #expect(bench.server.ends() == ["failed"])
        #expect(log("triggers").contains("of triggered already"))
    }
}
