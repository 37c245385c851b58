// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunAirflow
import DagrunCoordinator
import DagrunEdge
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Synchronization
import Testing

/// Behaviours 72, 75 and 104: tries that wait for a trigger or a person.
@Suite struct DeferralTests {
    private let bench = WorkerBench()

    /// Waits for a trigger, and then says what it heard.
    private struct Waits: Operator {
        func execute(_ context: TaskContext) async throws -> String {
            throw TaskSignal.deferred(
                until: .timeDelta(.seconds(90)), timeout: .minutes(2), method: "later", arguments: ["n": 7])
        }

        func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> String {
            let date = try resumption.event(as: Date.self)
            return "\(resumption.method) \(resumption.arguments["n"]?.templateText ?? "") \(ISO8601.format(date))"
        }
    }

    private let waiting = DAG("waiting") { task("waits", Waits()) }

    @Test("72: a task that waits for a trigger is deferred, and goes on with the event")
    func defers() async throws {
        bench.server.queue("waiting", "waits", id: "ti-1")
        try await bench.run([waiting]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["deferred"])
        #expect(bench.end("classpath") == "airflow.providers.standard.triggers.temporal.TimeDeltaTrigger")
        #expect(
            CanonicalJSON.text(of: bench.end("trigger_kwargs") ?? .null)
                == #"{"delta":{"__classname__":"datetime.timedelta","__data__":90.0,"__version__":2}}"#)
        #expect(bench.end("trigger_timeout") == "PT120S")
        #expect(bench.end("next_method") == "later")
        #expect(bench.end("next_kwargs") == ["n": 7])
        #expect(bench.server.states(of: "waits") == ["running", "success"])
        let event = PythonValue.datetime(Date(timeIntervalSince1970: 60), zone: "UTC").json
        bench.server.queue(
            "waiting", "waits", id: "ti-2",
            context: [
                "next_method": "later", "next_kwargs": ["n": 7, "event": event], "start_date": "2026-01-01T00:00:00Z",
                "xcom_keys_to_clear": ["return_value"],
            ])
        try await bench.run([waiting]) { _ in try await bench.wait(3) }
        #expect(bench.result("waits") == "later 7 1970-01-01T00:01:00Z")
        #expect(bench.server.state.withLock { $0.deletedXComs.isEmpty })
    }

    @Test(
        "72: a trigger that failed fails the try, with another one where the server allows it",
        arguments: [true, false])
    func failsWithItsTrigger(_ shouldRetry: Bool) async throws {
        bench.server.queue(
            "waiting", "waits",
            context: [
                "next_method": "__fail__", "next_kwargs": ["error": "Trigger timeout"],
                "should_retry": .bool(shouldRetry),
            ])
        try await bench.run([waiting]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == [shouldRetry ? "up_for_retry" : "failed"])
        #expect(bench.log("waits").contains("Trigger timeout"))
    }

    @Test("72: a sensor that knows the instant leaves the wait to the triggerer")
    func defersSensors() async throws {
        let sensing = DAG("sensing") {
            task("until", DateTimeSensor("2999-01-01T00:00:00Z").mode(.deferrable).timeout(.hours(1)))
            task("file", FileSensor("/nowhere").mode(.deferrable))
        }
        bench.server.queue("sensing", "until", id: "ti-1")
        bench.server.queue("sensing", "file", id: "ti-2")
        try await bench.run([sensing]) { _ in try await bench.wait(3) }
        #expect(bench.end("classpath") == "airflow.providers.standard.triggers.temporal.DateTimeTrigger")
        #expect(bench.end("trigger_kwargs")?["moment"]?["__classname__"] == "datetime.datetime")
        #expect(bench.server.ends("ti-2") == ["failed"])
        #expect(bench.log("file").contains("FileSensor has nothing that Airflow's triggerer could wait for"))
    }

    @Test("104: a person is asked, and the task goes on with the answer")
    func asks() async throws {
        let asking = DAG("asking") {
            task(
                "ask",
                HITLOperator(
                    "What shall \(\.runID) be?", options: ["espresso", "tea"], body: "There is *milk*.",
                    defaults: ["tea"],
                    params: ["sugar": Param(1, description: "spoons")], assignedUsers: ["7": "Ada"],
                    responseTimeout: .minutes(5)))
        }
        bench.server.queue("asking", "ask", id: "ti-1")
        try await bench.run([asking]) { _ in try await bench.wait(3) }
        let question = bench.objects.questions["ti-1"]
        #expect(question?["ti_id"] == "ti-1")
        #expect(question?["subject"] == "What shall manual__2026-01-01T00:00:00+00:00 be?")
        #expect(question?["options"] == ["espresso", "tea"])
        #expect(question?["defaults"] == ["tea"])
        #expect(question?["multiple"] == false)
        #expect(question?["params"]?["sugar"]?["value"] == 1)
        #expect(question?["assigned_users"] == [["id": "7", "name": "Ada"]])
        #expect(bench.server.ends() == ["awaiting_input"])
        #expect(bench.end("timeout") == "PT300S")
        #expect(bench.end("next_method") == "execute_complete")
        bench.server.queue("asking", "ask", id: "ti-2", context: Self.answer(["tea"], ["sugar": 2]))
        bench.server.queue("asking", "ask", id: "ti-3", context: Self.answer(["milk"]))
        bench.server.queue(
            "asking", "ask", id: "ti-4",
            context: [
                "next_method": "execute_complete",
                "next_kwargs": ["event": ["error": "nobody answered", "error_type": "timeout"]],
            ])
        try await bench.run([asking]) { _ in try await bench.wait(10) }
        #expect(bench.result("ask")?["chosen_options"] == ["tea"])
        #expect(bench.result("ask")?["params_input"] == ["sugar": 2])
        #expect(bench.result("ask")?["responded_at"]?["__classname__"] == "datetime.datetime")
        #expect(bench.result("ask")?["responded_by_user"] == ["id": "1", "name": "admin"])
        #expect(bench.server.ends("ti-3") == ["failed"])
        #expect(bench.server.ends("ti-4") == ["failed"])
    }

    private static func answer(_ options: [String], _ params: JSONValue = [:]) -> [String: JSONValue] {
        let event: JSONValue = [
            "chosen_options": .array(options.map { .string($0) }), "params_input": params,
            "responded_at": PythonValue.datetime(Date(timeIntervalSince1970: 5), zone: "UTC").json,
            "responded_by_user": ["id": "1", "name": "admin"], "timedout": false,
        ]
        return ["next_method": "execute_complete", "next_kwargs": ["event": event]]
    }

    @Test(
        "104: an approval goes on, and a rejection skips what is right behind",
        arguments: [("Approve", false, "success", 0), ("Reject", false, "success", 1), ("Reject", true, "failed", 0)])
    func approves(_ option: String, _ fails: Bool, _ state: String, _ skipped: Int) async throws {
        let approving = DAG("approving") {
            task("approve", ApprovalOperator("Go?", failOnReject: fails)) >>> task("go", EmptyOperator())
                >>> task("report", EmptyOperator())
        }
        bench.server.queue("approving", "approve", context: Self.answer([option]))
        try await bench.run([approving]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == [state])
        #expect(bench.server.state.withLock { $0.instances["ti-1"]?.skipped.count } == skipped)
    }

    @Test("104: a form is filled in, and goes on with its defaults when nobody answers in time")
    func fillsIn() async throws {
        let asking = DAG("asking") {
            task(
                "order", HITLEntryOperator("What?", params: ["cups": Param(1, in: 1...4)], responseTimeout: .minutes(5))
            )
        }
        bench.server.queue("asking", "order", id: "ti-1")
        try await bench.run([asking]) { _ in try await bench.wait(3) }
        #expect(bench.objects.questions["ti-1"]?["options"] == ["OK"])
        #expect(bench.objects.questions["ti-1"]?["defaults"] == ["OK"])
        #expect(bench.objects.rendered["ti-1"]?["subject"] == "What?")
        #expect(bench.objects.questions["ti-1"]?["params"]?["cups"]?["schema"]?["maximum"] == 4)
        #expect(bench.server.ends() == ["awaiting_input"])
        bench.server.queue("asking", "order", id: "ti-2", context: Self.answer(["OK"], ["cups": 3]))
        bench.server.queue("asking", "order", id: "ti-3", context: Self.answer(["OK"], ["cups": 7]))
        try await bench.run([asking]) { _ in try await bench.wait(6) }
        #expect(bench.server.ends("ti-2") == ["success"])
        #expect(bench.result("order")?["params_input"] == ["cups": 3])
        #expect(bench.server.ends("ti-3") == ["failed"])
        #expect(bench.log("order").contains("the field cups must be at most 4"))
    }

    @Test func `A question that can't be answered, or shown on Airflow's page, fails with the reason`() async throws {
        let asking = DAG("asking") {
            task("none", HITLOperator("What?", options: []))
            task("twice", HITLOperator("What?", options: ["a", "a"]))
            task("other", HITLOperator("What?", options: ["a", "b"], defaults: ["c"]))
            task("both", HITLOperator("What?", options: ["a", "b"], defaults: ["a", "b"]))
            task("field", HITLOperator("What?", options: ["a"], params: ["_options": Param("x")]))
        }
        let reasons = [
            "none": "needs options", "twice": "that differ: a, a", "other": "must be one of the options a, b",
            "both": "must be one of the options a, b", "field": "can't have a field \u{201C}_options\u{201D}",
        ]
        for task in reasons.keys { bench.server.queue("asking", task, id: task) }
        try await bench.run([asking]) { _ in try await bench.wait(20) }
        for (task, reason) in reasons {
            #expect(bench.server.ends(task) == ["failed"])
            #expect(bench.log(task).contains(reason), "\(bench.log(task))")
        }
        #expect(bench.objects.questions.isEmpty)
    }

    private enum Drink: String, BranchChoice { case espresso, tea }

    @Test(
        "104: who is asked chooses the paths that go on, and the others are skipped",
        arguments: [(["tea"], ["grind"]), (["espresso"], ["boil"]), (["espresso", "tea"], [])])
    func branches(_ options: [String], _ skipped: [String]) async throws {
        let brewing = DAG("brewing") {
            let drink = branch("drink", HITLBranchOperator<Drink>("What?", multiple: true))
            drink.path(.espresso) >>> task("grind", EmptyOperator()) >>> task("pull", EmptyOperator())
            drink.path(.tea) >>> task("boil", EmptyOperator())
        }
        bench.server.queue("brewing", "drink", context: Self.answer(options))
        try await bench.run([brewing]) { _ in try await bench.wait(3) }
        #expect(bench.server.ends() == ["success"])
        #expect(bench.result("drink") == .array(options.map { .string($0) }))
        #expect(bench.server.state.withLock { $0.instances["ti-1"]?.skipped }?.count == skipped.count)
    }

    @Test(
        "75: nor can a task's process say so",
        arguments: ["queued", "scheduled", "restarting"])
    func refusesStates(_ state: String) {
        #expect(throws: CommError.self) { try TaskMessage(["type": "TaskState", "state": .string(state)]) }
    }
}
