// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunEdge
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Glibc
import Logging
import Testing

@testable import DagrunConformance

/// The worker under a real Airflow: what its own workers get for the same DAGs, this one gets.
@Suite(.serialized, .enabled(if: RealAirflow.gives(.toWorkers), "no Airflow was started: make test-airflow"))
struct WorkerTests {
    private func work<Result: Sendable>(
        _ airflow: RealAirflow, queues: [String] = ["swift"], logger: Logger? = nil,
        _ body: (_ name: String) async throws -> Result
    ) async throws -> Result {
        try await airflow.work(queues, StubDAGs.all, logger: logger, body)
    }

    @Test("1, 10, 18: it is in the server's list of workers, with its facts")
    func isListed() async throws {
        let airflow = try await RealAirflow()
        let list = try await work(airflow) { name in
            // A run has the worker registered by its end.
            _ = try await airflow.end(of: try await airflow.trigger("summit"), "summit")
            let answer = try await airflow.call(.get, "/edge_worker/ui/worker")
            return (name, try JSONValue(parsing: answer.body))
        }
        guard case .array(let workers)? = list.1["workers"] else { return #expect(Bool(false), "no list") }
        let ours = try #require(workers.first { $0["worker_name"] == .string(list.0) })
        #expect(ours["sysinfo"]?["dagrun_version"] == .string(DagrunVersion.current))
        #expect(ours["sysinfo"]?["load_1m_percent"] != nil)
    }

    @Test(
        "60: DAGs end as with Airflow's own worker, and each try has an id of its own",
        arguments: ExpectedRun.all)
    func endsAlike(_ expected: ExpectedRun) async throws {
        let airflow = try await RealAirflow()
        try await work(airflow) { _ in try await expected.check(airflow) }
    }

    @Test("values reach Airflow as they are, from variables and connections of the server, too")
    func pushesValues() async throws {
        let airflow = try await RealAirflow()
        try await work(airflow) { _ in
            try await ExpectedRun.checkValues(airflow)
        }
    }

    @Test("46: the page shows lines with their level")
    func showsLogs() async throws {
        let airflow = try await RealAirflow()
        try await work(airflow) { _ in
            try await ExpectedRun.checkLog(airflow)
        }
    }

    @Test("62: a run that is marked as failed stops its tasks")
    func stops() async throws {
        let airflow = try await RealAirflow()
        try await work(airflow) { _ in
            let demo = try await airflow.trigger("summit")
            let run = try await airflow.trigger("bench_hold", conf: ["seconds": 3000])
            // Jobs are taken in the order they were queued in, so by the end of the first run the second one's is running.
            #expect(try await airflow.end(of: demo, "summit") == "success")
            _ = try await airflow.call(
                .patch, "/api/v2/dags/bench_hold/dagRuns/\(PercentCoding.quote(run))", ["state": "failed"])
            #expect(try await airflow.end(of: run, "bench_hold") == "failed")
            // The worker ends within the grace time, though the task would sleep for an hour.
        }
    }

    @Test("31: a callback goes before all, and of two tasks the one of higher priority before the other")
    func keepsPriorities() async throws {
        let airflow = try await RealAirflow()
        let taken = TakenJobs()
        let late = try await airflow.trigger("deadline")
        let run = try await airflow.trigger("priorities")
        let isWaiting = try await airflow.becomes {
            guard try await airflow.hasWaitingJob("priorities", "low") else { return false }
            guard try await airflow.hasWaitingJob("priorities", "high") else { return false }
            return try await airflow.hasWaitingJob("ExecuteCallback")
        }
        try #require(isWaiting)
        try await work(airflow, queues: ["swift", "default"], logger: taken.logger) { _ in
            #expect(try await airflow.end(of: run, "priorities") == "success")
            try await airflow.fail(late, "deadline")
        }
        let order = taken.all.compactMap { job in
            ["ExecuteCallback", "priorities.high", "priorities.low"].first { job.hasPrefix($0) }
        }
        #expect(order == ["ExecuteCallback", "priorities.high", "priorities.low"])
    }

    // In this suite, since callbacks of all DAGs come to whoever serves the queue `default`.
    @Test("a deadline that is missed has its callback called, which is told what it is about")
    func tellsDeadlines() async throws {
        let airflow = try await RealAirflow()
        let dag = FeatureDAGs.deadline
        _ = try await DeployedDAG(dag.document, airflow)
        let (calls, told) = AsyncStream<CallbackCall>.makeStream()
        let callbacks: [String: CallbackCall.Handler] = ["edge_callbacks.on_deadline": { told.yield($0) }]
        try await airflow.work(["swift", "default"], StubDAGs.all + [dag], callbacks: callbacks) { _ in
            let run = try await airflow.trigger(dag.id)
            let call = await calls.first { $0.context?["dag_run"]?["dag_run_id"] == .string(run) }
            #expect(call?.arguments == ["text": "too late"])
            #expect(call?.context?["dag_run"]?["dag_id"] == .string(dag.id))
            #expect(call?.context?["deadline"]?["deadline_time"] != nil)
            try await airflow.fail(run, dag.id)
        }
    }

    @Test(
        "14, 41: no task outlives a worker that is killed, and the next one takes its entry over at once",
        .enabled(if: WorkerProcess.isBuilt, "the program conformance is not built"))
    func diesWithItsTasks() async throws {
        let airflow = try await RealAirflow()
        let name = "dagrun-\(UInt64.random(in: 0...UInt64.max))"
        let folder = FileManager.default.temporaryDirectory.appending(path: name).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let arguments = ["--name", "killed-\(getpid())", "--queues", "swift", "--state-folder", folder]
        let environment = airflow.environment.filter { $0.key.hasPrefix("AIRFLOW__") }
        let first = try WorkerProcess(environment, arguments)
        let run = try await airflow.trigger("bench_hold", conf: ["seconds": 3000])
        let isRunning = try await airflow.becomes {
            try await airflow.instances(run, "bench_hold")["hold"]?.state == "running" && !first.children.isEmpty
        }
        try #require(isRunning)
        let tasks = first.children
        first.kill()
        for task in tasks { #expect(WorkerProcess.ends(task)) }
        try await airflow.fail(run, "bench_hold")
        let second = try WorkerProcess(environment, arguments)
        let next = try await airflow.trigger("summit")
        #expect(try await airflow.end(of: next, "summit") == "success")
        second.stop()
    }
}
