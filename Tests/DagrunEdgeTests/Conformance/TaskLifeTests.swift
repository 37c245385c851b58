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

/// Sections F and G of the conformance list: tokens and the life of a try; and what ends it brings.
@Suite struct TaskLifeTests {
    private let bench = WorkerBench()

    private func end(_ name: String, _ id: String = "ti-1") -> JSONValue? {
        bench.server.state.withLock { $0.instances[id]?.bodies.last?[name] }
    }

    private func log(_ task: String) -> String { bench.server.state.withLock { $0.logs[task] ?? "" } }

    @Test("56: a run without a logical date has a context without one")
    func runsWithoutADate() async throws {
        let dated = DAG("dated") {
            task("show") { context in "\(context.run.logicalDate.map(ISO8601.ts) ?? "none") \(context.run.runID)" }
        }
        bench.server.queue("dated", "show")
        try await bench.run([dated]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["success"])
        #expect(
            bench.server.state.withLock { $0.xcoms["show/return_value"]?[-1] }
                == "none manual__2026-01-01T00:00:00+00:00")
    }

    @Test("57: what an earlier try pushed is removed for this instance before the task runs")
    func clearsXComs() async throws {
        bench.server.queue(
            "bench", "noop", tryNumber: 2, mapIndex: 3, context: ["xcom_keys_to_clear": ["return_value", "note"]])
        let mapped = DAG("bench") { task("noop").expand(over: .value([1, 2, 3, 4])) { _ in NoOutput() } }
        try await bench.run([mapped]) { _ in try await bench.wait(3) }
        #expect(bench.server.state.withLock { $0.deletedXComs } == ["noop/return_value@3", "noop/note@3"])
    }

    @Test(
        "58: should_retry decides whether a failure is tried again",
        arguments: [
            ("fails", true, "up_for_retry"), ("fails", false, "failed"), ("fails_for_good", true, "failed"),
            ("fails_for_good", false, "failed"),
        ])
    func obeysShouldRetry(_ dag: String, _ shouldRetry: Bool, _ state: String) async throws {
        bench.server.queue(dag, "fails", context: ["should_retry": .bool(shouldRetry), "max_tries": 5])
        try await bench.run([StubBundle.fails, StubBundle.failsForGood]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == [state])
    }

    @Test("59: a delay that the task chose is told, with the reason")
    func tellsDelays() async throws {
        let busy = DAG("busy") {
            task("busy") { () -> Int in throw TaskSignal.retry(after: .seconds(3), "the line is busy") }
        }
        bench.server.queue("busy", "busy", context: ["should_retry": true])
        try await bench.run([busy]) { _ in try await bench.wait(3) }
        #expect(end("retry_delay_seconds") == 3.0)
        #expect(end("retry_reason") == "the line is busy")
    }

    @Test("61, 77: heartbeats name the owner of the run, and none follows the end")
    func heartbeats() async throws {
        bench.server.queue("slow", "slow")
        try await bench.run([StubBundle.slow]) { _ in try await bench.wait(120) }
        let bodies = bench.server.state.withLock { $0.bodies }
        let begin = try #require(bodies.first { $0.call.hasSuffix("/run") }).body
        let beats = bodies.filter { $0.call.hasSuffix("/heartbeat") }
        #expect(beats.count == 11)
        #expect(beats.allSatisfy { $0.body["hostname"] == begin["hostname"] && $0.body["pid"] == begin["pid"] })
        let calls = bodies.map(\.call)
        let last = try #require(calls.lastIndex { $0.hasSuffix("/heartbeat") })
        #expect(try #require(calls.firstIndex { $0.hasSuffix("ti-1/state") }) > last)
    }

    @Test(
        "62, 63, 64: a try that the server does not want any more is stopped, and nothing is told of it",
        arguments: [
            (409, "not_running"), (409, "running_elsewhere"), (410, "gone"), (404, "not_found"),
        ])
    func stopsWhenRefused(_ status: Int, _ reason: String) async throws {
        let count = Counter()
        let careful = DAG("careful") {
            task("wait") { context in
                do {
                    try await context.clock.sleep(for: .seconds(600))
                } catch {
                    count.add()
                    throw error
                }
            }
        }
        bench.server.queue("careful", "wait", context: ["should_retry": true])
        bench.server.script { call, number in
            call.hasSuffix("/heartbeat") && number == 3
                ? FakeAirflow.json(["detail": ["reason": .string(reason), "current_state": "failed"]], status) : nil
        }
        try await bench.run([careful]) { _ in try await bench.wait(60) }
        #expect(count.value == 1)
        #expect(bench.server.ends().isEmpty)
        #expect(bench.server.states(of: "wait") == ["running", "failed"])
        #expect(log("wait").contains("does not want this try any more"))
    }

    @Test("65: a minute without heartbeats is survived, five are not")
    func toleratesSilence() async throws {
        bench.server.queue("slow", "slow")
        bench.server.script { [clock = bench.clock] call, _ in
            if call.hasSuffix("/heartbeat"), clock.elapsed < .seconds(50) {
                throw HTTPError(.timedOut, method: .put, url: "", reason: "nothing came")
            }
            return nil
        }
        try await bench.run([StubBundle.slow]) { _ in try await bench.wait(100) }
        #expect(bench.server.ends() == ["success"])

        let other = WorkerBench()
        let long = DAG("long") { task("long") { context in try await context.clock.sleep(for: .seconds(3600)) } }
        other.server.queue("long", "long")
        other.server.script { call, _ in
            if call.hasSuffix("/heartbeat") {
                throw HTTPError(.timedOut, method: .put, url: "", reason: "nothing came")
            }
            return nil
        }
        try await other.run([long]) { _ in
            try await other.wait(299)
            #expect(other.server.states(of: "long") == ["running", "failed"])
        }
        #expect(other.server.ends().isEmpty)
    }

    @Test func `A server of little patience forgives a lost heartbeat, too`() async throws {
        bench.server.queue("slow", "slow")
        bench.server.script { call, number in
            guard call.hasSuffix("/heartbeat"), number == 2 else { return nil }
            throw HTTPError(.timedOut, method: .put, url: "", reason: "nothing came")
        }
        try await bench.run([StubBundle.slow], configure: { $0.taskHeartbeatTimeout = .seconds(20) }) { _ in
            try await bench.wait(100)
        }
        #expect(bench.server.ends() == ["success"])
    }

    @Test("66, 67: the same end is told again until the server has heard it")
    func repeatsTheEnd() async throws {
        bench.server.queue("noop", "noop")
        let server = bench.server
        bench.server.script { call, number in
            guard call.hasSuffix("ti-1/state") else { return nil }
            if number == 1 {
                // It arrived, and its answer was lost.
                server.state.withLock { $0.instances["ti-1"]?.state = "success" }
                throw HTTPError(.timedOut, method: .patch, url: "", reason: "nothing came", wasSent: true)
            }
            return number < 4 ? FakeAirflow.json(["message": "Internal server error"], 500) : nil
        }
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(200) }
        let told = bench.server.state.withLock { $0.bodies }.filter { $0.call.hasSuffix("ti-1/state") }
        #expect(told.count >= 1)
        #expect(bench.server.state.withLock { $0.calls.count { $0.hasSuffix("ti-1/state") } } == 4)
        #expect(bench.server.states(of: "noop") == ["running", "success"])
    }

    @Test("69: a task that skips itself is skipped")
    func skips() async throws {
        let skipping = DAG("skipping") { task("skip") { () -> Int in throw TaskSignal.skip("nothing to do") } }
        bench.server.queue("skipping", "skip")
        try await bench.run([skipping]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["skipped"])
    }

    enum Way: String, BranchChoice { case on, off }

    @Test("70: a branch skips what it did not choose, and succeeds")
    func branches() async throws {
        let branching = DAG("branching") {
            let way = branch("branch") { Way.on }
            way.path(.on) >>> task("on", EmptyOperator())
            way.path(.off) >>> task("off", EmptyOperator())
        }
        bench.server.queue("branching", "branch")
        try await bench.run([branching]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["success"])
        #expect(bench.server.state.withLock { $0.instances["ti-1"]?.skipped } == ["off"])
    }

    @Test("71: a reschedule tells when, and a sensor's time limit counts from the first look")
    func reschedules() async throws {
        let sensing = DAG("sensing") {
            task("look", ClosureSensor { _ in false }.mode(.reschedule).interval(.seconds(30)).timeout(.hours(1)))
        }
        bench.server.queue("sensing", "look")
        try await bench.run([sensing]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["up_for_reschedule"])
        #expect(end("reschedule_date") == "2026-01-01T00:00:30+00:00")

        let other = WorkerBench()
        other.server.queue("sensing", "look", context: ["task_reschedule_count": 5])
        try await other.run([sensing]) { _ in
            try await other.wait(3)
        }
        #expect(other.server.ends() == ["up_for_reschedule"])
        #expect(other.server.state.withLock { $0.calls }.contains("GET task-reschedules/ti-1/start_date"))
    }

    @Test func `A task that gives its slot back for less than a second is not back before the scheduler has heard it`()
        async throws
    {
        let hasty = DAG("hasty") {
            task("look", ClosureSensor { _ in false }.mode(.reschedule).interval(.milliseconds(1)))
        }
        bench.server.queue("hasty", "look")
        try await bench.run([hasty]) { _ in try await bench.wait(3) }
        #expect(end("reschedule_date") == "2026-01-01T00:00:01+00:00")
    }

    @Test("73: a time limit cancels the task and fails the try")
    func limitsTime() async throws {
        let endless = DAG("endless") {
            task("endless") { context in try await context.clock.sleep(for: .seconds(3600)) }.timeout(.seconds(20))
        }
        bench.server.queue("endless", "endless", context: ["should_retry": true])
        try await bench.run([endless]) { _ in try await bench.wait(60) }
        #expect(bench.server.ends() == ["up_for_retry"])
    }

    @Test(
        "76: a task that the bundle doesn't have waits for another bundle three times, then fails",
        arguments: [
            (0, "up_for_reschedule"), (2, "up_for_reschedule"), (3, "failed"),
        ])
    func waitsForBundles(_ count: Int64, _ state: String) async throws {
        bench.server.queue("unknown", "task", context: ["task_reschedule_count": .int(count)])
        try await bench.run([StubBundle.noop]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == [state])
        #expect(log("task").contains("no DAG unknown"))
        if state == "up_for_reschedule" { #expect(end("reschedule_date") == "2026-01-01T00:01:00+00:00") }
    }

    @Test("96: the label of a mapped instance is told with its end")
    func labels() async throws {
        let labelled = DAG("labelled") {
            task("work").expand(over: .value(["a", "b"])) { name in name }.mapLabel(.computed { _ in "second" })
        }
        bench.server.queue("labelled", "work", mapIndex: 1)
        try await bench.run([labelled]) { _ in try await bench.wait(3) }
        #expect(end("rendered_map_index") == "second")
    }

    @Test func `A label is told without secrets, and no longer than Airflow keeps it`() async throws {
        let labelled = DAG("labelled") {
            task("work").expand(over: .value(["a", "b"])) { name in name }
                .mapLabel(
                    .computed { context in
                        let astronauts = String(repeating: "\u{1F469}\u{200D}\u{1F680}", count: 300)
                        return "\(try await context.variable("api_key")) \(astronauts)"
                    })
        }
        bench.server.state.withLock { $0.variables["api_key"] = "hunter2hunter2" }
        bench.server.queue("labelled", "work", mapIndex: 1)
        try await bench.run([labelled]) { _ in try await bench.wait(3) }
        let early = bench.server.state.withLock { $0.instances["ti-1"]?.label }
        for label in [early.map(JSONValue.string), end("rendered_map_index")] {
            let text = if case .string(let text)? = label { text } else { "" }
            #expect(text.hasPrefix("*** "))
            #expect(text.unicodeScalars.count == 250)
        }
    }

    @Test("97: outlets are told with a success, with what the task said of them")
    func tellsOutlets() async throws {
        let led = Asset(name: "led", uri: "gpio://pi/led")
        let outlet = DAG("outlet") {
            task("switch") { context in try context.setExtra(["level": 1], of: led) }.outlets(led)
        }
        bench.server.queue("outlet", "switch")
        try await bench.run([outlet]) { _ in try await bench.wait(3) }
        #expect(end("task_outlets") == [["name": "led", "uri": "gpio://pi/led", "type": "Asset"]])
        #expect(
            end("outlet_events") == [
                ["dest_asset_key": ["name": "led", "uri": "gpio://pi/led"], "extra": ["level": 1]]
            ])
    }

    @Test("112: three tasks survive a loss of the network, and each is reported once")
    func survivesTheNetwork() async throws {
        for number in 1...3 { bench.server.queue("slow", "slow", id: "ti-\(number)") }
        bench.server.script { [clock = bench.clock] _, _ in
            if (20...140).contains(clock.elapsed / .seconds(1)) {
                throw HTTPError(.cannotConnect, method: .get, url: "", reason: "no route")
            }
            return nil
        }
        try await bench.run([StubBundle.slow]) { _ in try await bench.wait(400) }
        for number in 1...3 { #expect(bench.server.ends("ti-\(number)") == ["success"]) }
        #expect(bench.server.states(of: "slow").filter { $0 == "success" }.count == 3)
    }
}
