// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunEdge
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

/// Sections D and E of the conformance list: reports of jobs, logs.
@Suite struct JobTests {
    private let bench = WorkerBench()

    @Test("32: fetch, job running, run, state, job success, in this order")
    func keepsTheOrder() async throws {
        bench.server.queue("noop", "noop")
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(3) }
        let calls = bench.server.state.withLock { $0.calls }.filter { !$0.contains("worker/") && !$0.contains("logs/") }
        let words = calls.map { $0.split(separator: "/").last.map(String.init) ?? "" }
        let begin = try #require(words.firstIndex(of: "running"))
        #expect(words[begin...].prefix(4) == ["running", "run", "state", "success"])
    }

    @Test("33: the id of the task instance is sent back where the server names jobs by it")
    func echoesIDs() async throws {
        bench.server.queue("noop", "noop", uuid: "0192")
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(3) }
        #expect(bench.server.states(of: "noop") == ["running", "success"])
        let bodies = bench.server.state.withLock { $0.bodies }.filter {
            $0.call.contains("jobs/state") || $0.call.contains("logs/push")
        }
        #expect(bodies.count == 3)
        #expect(bodies.allSatisfy { $0.body["task_instance_id"] == "0192" })
    }

    @Test("34: a failure that was delivered is a job that succeeded")
    func tellsJobsFromTasks() async throws {
        bench.server.queue("fails", "fails")
        try await bench.run([StubBundle.fails]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["failed"])
        #expect(bench.server.states(of: "fails") == ["running", "success"])
    }

    @Test("35: a state that could not be delivered is a job that failed")
    func tellsUndelivered() async throws {
        bench.server.queue("noop", "noop")
        bench.server.script { call, _ in
            call.hasSuffix("/state") && call.contains("task-instances")
                ? FakeAirflow.json(["detail": ["reason": "invalid_state", "previous_state": "removed"]], 409) : nil
        }
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(3) }
        #expect(bench.server.states(of: "noop") == ["running", "failed"])
    }

    @Test("36: a job of an unknown kind fails, and the worker goes on")
    func survivesUnknownJobs() async throws {
        bench.server.queue("odd", "odd", id: "ti-0", command: ["type": "TestConnection", "token": "x"])
        bench.server.queue("noop", "noop")
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(10) }
        #expect(bench.server.states(of: "odd") == ["running", "failed"])
        #expect(bench.server.states(of: "noop") == ["running", "success"])
    }

    @Test("37: a try that may not begin does not run")
    func doesNotBegin() async throws {
        let count = Counter()
        bench.server.queue("counting", "count")
        bench.server.state.withLock { $0.instances["ti-1"]?.state = "success" }
        try await bench.run([StubBundle.counting(count)]) { _ in try await bench.wait(3) }
        #expect(count.value == 0)
        #expect(bench.server.ends().isEmpty)
        #expect(bench.server.states(of: "count") == ["running", "failed"])
    }

    @Test("39: told to cancel, each task gets its chance to end, and is tried again where it may be")
    func terminates() async throws {
        bench.server.queue("slow", "slow", context: ["should_retry": true])
        try await bench.run([StubBundle.slow]) { worker in
            try await bench.wait(2)
            worker.terminate()
        }
        #expect(bench.server.ends() == ["up_for_retry"])
        #expect(bench.clock.elapsed < .seconds(10))
    }

    @Test("42: chunks of a log have instants of their own, with a zone")
    func givesChunksInstants() async throws {
        let chatty = DAG("chatty") {
            task("talk") { context in for number in 0..<100 { context.logger.info("line \(number)") } }
        }
        bench.server.queue("chatty", "talk")
        try await bench.run([chatty], configure: { $0.logChunkSize = 500 }) { _ in try await bench.wait(3) }
        let times = bench.server.state.withLock { $0.logTimes["talk"] ?? [] }
        #expect(times.count > 5)
        #expect(Set(times).count == times.count)
        #expect(times == times.sorted())
        #expect(times.allSatisfy { $0.hasSuffix("+00:00") })
    }

    @Test("43: a log that is refused fails neither task nor job")
    func survivesRefusedLogs() async throws {
        bench.server.script { call, _ in call.contains("logs/push") ? FakeAirflow.json(["detail": "x"], 500) : nil }
        bench.server.queue("fails", "fails")
        try await bench.run([StubBundle.fails]) { _ in try await bench.wait(3) }
        #expect(bench.server.states(of: "fails") == ["running", "success"])
    }

    @Test("44, 46: lines are JSON with time, level, event and logger, without NUL")
    func writesJSONLines() async throws {
        let odd = DAG("odd") {
            task("odd") { context in
                context.logger.warning("a\0b \u{FFFD}", metadata: ["pin": "17"])
                context.logOutput("plain")
            }
        }
        bench.server.queue("odd", "odd")
        try await bench.run([odd]) { _ in try await bench.wait(3) }
        let lines = try bench.server.state.withLock { $0.logs["odd"] ?? "" }.split(separator: "\n")
            .map { try JSONValue(parsing: String($0)) }
        let warning = try #require(lines.first { $0["level"] == "warning" })
        #expect(warning["event"] == "ab \u{FFFD}")
        #expect(warning["pin"] == "17")
        #expect(warning["logger"] == "odd")
        guard case .string(let time)? = warning["timestamp"] else { return #expect(Bool(false)) }
        #expect(time.hasSuffix("+00:00"))
        #expect(lines.contains { $0["event"] == "plain" && $0["logger"] == "task.stdout" })
    }

    @Test("45: a long log arrives in order, in chunks of the configured size")
    func cutsLongLogs() async throws {
        let long = DAG("long") {
            task("long") { context in
                for number in 0..<4000 { context.logOutput("\(number) " + String(repeating: "x", count: 500)) }
            }
        }
        bench.server.queue("long", "long")
        try await bench.run([long], configure: { $0.logChunkSize = 65_536 }) { _ in try await bench.wait(5) }
        let text = bench.server.state.withLock { $0.logs["long"] ?? "" }
        let numbers = try text.split(separator: "\n").compactMap { line -> Int? in
            guard case .string(let event)? = try JSONValue(parsing: String(line))["event"] else { return nil }
            return Int(event.prefix { $0 != " " })
        }
        #expect(numbers == Array(0..<4000))
        #expect(bench.server.state.withLock { $0.logTimes["long"]?.count ?? 0 } >= text.utf8.count / 65_536)
    }

    @Test("47: the log of a callback is never sent")
    func sendsNoCallbackLogs() async throws {
        bench.server.queue(
            "ExecuteCallback", "cb-1",
            command: [
                "type": "ExecuteCallback", "token": "t",
                "callback": ["id": "cb-1", "data": ["path": "a.b", "kwargs": [:]]],
            ])
        try await bench.run([]) { _ in try await bench.wait(3) }
        #expect(bench.server.states(of: "cb-1") == ["running", "failed"])
        #expect(bench.server.state.withLock { $0.calls.allSatisfy { !$0.contains("logs/") } })
    }

    @Test("48: what is logged while the server is away arrives afterwards, in order and once")
    func keepsLogsWhileAway() async throws {
        let talk = DAG("talk") {
            task("talk") { context in
                for number in 0..<60 {
                    context.logger.info("line \(number)")
                    try await context.clock.sleep(for: .seconds(1))
                }
            }
        }
        bench.server.queue("talk", "talk")
        bench.server.script { [clock = bench.clock] call, _ in
            if call.contains("logs/push"), (10...40).contains(clock.elapsed / .seconds(1)) {
                throw HTTPError(.cannotConnect, method: .post, url: "", reason: "no route")
            }
            return nil
        }
        try await bench.run([talk]) { _ in try await bench.wait(70) }
        let text = bench.server.state.withLock { $0.logs["talk"] ?? "" }
        let events = try text.split(separator: "\n").compactMap { line -> String? in
            guard case .string(let event)? = try JSONValue(parsing: String(line))["event"] else { return nil }
            return event.hasPrefix("line ") ? event : nil
        }
        #expect(events == (0..<60).map { "line \($0)" })
    }

    @Test("48: a chunk that is under way when the try ends is not sent twice")
    func doesNotCutChunksOff() async throws {
        let talk = DAG("talk") {
            task("talk") { context in
                context.logger.info("once")
                try await context.clock.sleep(for: .seconds(2))
            }
        }
        bench.server.state.withLock { $0.delays = [("logs/push", 5)] }
        bench.server.queue("talk", "talk")
        try await bench.run([talk]) { _ in try await bench.wait(20) }
        let text = bench.server.state.withLock { $0.logs["talk"] ?? "" }
        #expect(text.split(separator: "\n").count { $0.contains("once") } == 1)
        #expect(bench.server.states(of: "talk") == ["running", "success"])
    }

    @Test("35: the end of a job is told also when the server was away for longer than one call is tried")
    func tellsEndsLate() async throws {
        let clock = bench.clock
        bench.server.script { call, _ in
            // From the end of the task on nothing arrives for a while.
            guard call.contains("jobs/state") || call.hasPrefix("POST logs"),
                (30..<2000).contains(clock.now().timeIntervalSince(clock.start))
            else { return nil }
            throw HTTPError(.cannotConnect, method: .patch, url: "", reason: "no route")
        }
        bench.server.queue("slow", "slow")
        try await bench.run([StubBundle.slow]) { _ in try await bench.wait(3000) }
        #expect(bench.server.ends() == ["success"])
        #expect(bench.server.states(of: "slow") == ["running", "success"])
    }

    @Test("39: a job that was taken but has not begun is cancelled as well")
    func cancelsWhatBegins() async throws {
        bench.server.queue("slow", "slow", context: ["should_retry": true])
        bench.server.state.withLock { $0.delays = [("/running", 5)] }
        try await bench.run([StubBundle.slow]) { worker in
            try await bench.wait(2)
            worker.terminate()
        }
        #expect(bench.server.ends() == ["up_for_retry"])
        #expect(bench.clock.elapsed < .seconds(20))
    }

    @Test("32: no report is made for a job alone, but for the last one before an end")
    func reportsAtItsInterval() async throws {
        for number in 1...50 { bench.server.queue("noop", "noop", id: "ti-\(number)") }
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(3) }
        #expect(bench.server.states(of: "noop").filter { $0 == "success" }.count == 50)
        // Its registration, the first report and the last one.
        #expect(bench.server.state.withLock { $0.reports.count } == 3)
        #expect(bench.server.state.withLock { $0.reports.last?["state"] } == "offline")
    }

    @Test func `Numbers beyond all bounds end no worker`() async throws {
        bench.server.order(["concurrency": .int(.max)])
        bench.server.order(["concurrency": .int(.min)])
        bench.server.queue("slow", "slow", slots: Int(Int32.max))
        try await bench.run([StubBundle.slow]) { _ in try await bench.wait(100) }
        #expect(bench.server.ends() == ["success"])

        let other = WorkerBench()
        other.server.queue(
            "fails", "fails", tryNumber: .max,
            context: ["should_retry": true, "max_tries": .int(.max), "task_reschedule_count": .int(.max)])
        try await other.run([StubBundle.fails]) { _ in try await other.wait(3) }
        #expect(other.server.ends().count == 1)
    }

    @Test func `An end that a proxy keeps from the server is told again after a while`() async throws {
        bench.server.queue("noop", "noop")
        bench.server.script { call, number in
            guard call.hasSuffix("/state") || call.hasSuffix("/success"), number <= 10 else { return nil }
            throw HTTPError(.proxy, method: .patch, url: "", reason: "the proxy answered CONNECT with status 407")
        }
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(600) }
        #expect(bench.server.ends() == ["success"])
        #expect(bench.server.states(of: "noop") == ["running", "success"])
        let calls = bench.server.state.withLock { $0.timesOfCalls }
        for end in ["/state", "/success"] {
            let times = calls.filter { $0.name.hasSuffix(end) }.map(\.at)
            #expect(times.count == 11)
            #expect(zip(times, times.dropFirst()).allSatisfy { $1.timeIntervalSince($0) >= 1 })
        }
    }

    @Test func `A task that ended before it was cancelled is not said to hang`() async throws {
        bench.server.queue("noop", "noop")
        bench.server.script { [clock = bench.clock] call, _ in
            if call.hasSuffix("ti-1/state"), clock.elapsed < .seconds(40) {
                throw HTTPError(.cannotConnect, method: .patch, url: "", reason: "no route")
            }
            return nil
        }
        try await bench.run([StubBundle.noop], configure: { $0.killGrace = .seconds(10) }) { worker in
            try await bench.wait(5)
            worker.terminate()
        }
        #expect(bench.server.ends() == ["success"])
        #expect(!bench.log("noop").contains("left behind"))
    }

    @Test func `A job whose end the server never takes keeps its slot for an hour, no longer`() async throws {
        bench.server.queue("noop", "noop")
        bench.server.script { call, _ in
            guard call.hasSuffix("/success") else { return nil }
            throw HTTPError(.cannotConnect, method: .patch, url: "", reason: "no route")
        }
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(10) }
        #expect((3600...5000).contains(bench.clock.elapsed / .seconds(1)))
    }
}
