// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunCoordinator
import DagrunModel
import DagrunRuntime
import FoundationEssentials
import Testing

private struct Defers: Operator {
    func execute(_ context: TaskContext) async throws -> NoOutput {
        throw TaskSignal.deferred(
            until: .timeDelta(.seconds(3)), timeout: .seconds(60), method: "resume_here", arguments: ["a": 1])
    }

    func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> NoOutput {
        let date = try resumption.event(as: Date.self)
        context.logOutput("\(resumption.method) \(resumption.arguments) \(ISO8601.ds(date))")
        return NoOutput()
    }
}

private struct Asks: Operator {
    func execute(_ context: TaskContext) async throws -> NoOutput {
        throw TaskSignal.awaitInput(HumanRequest("ok?", options: ["yes", "no"]), method: "resume_here")
    }
}

private let dags = [
    DAG("native_edge") {
        task("trigger") { (context: TaskContext) in
            let runs = context.dagRuns
            let isMade = try await runs.trigger(
                "native_other", runID: "trg__2026-11-21T01:52:54.723056+00:00", conf: ["k": "v"])
            context.logOutput("made: \(isMade)")
            do {
                _ = try await runs.trigger("absent_dag", runID: "x")
            } catch {
                context.logOutput("refused: \(error)")
            }
        }
        task("clearkeys") { context in
            try await context.taskStateStore.set("k", to: context.tryNumber, retention: .never)
            if context.tryNumber == 1 { throw TaskSignal.retry(after: .seconds(1), "again") }
            context.logOutput("kept: \(try await context.taskStateStore.get("k", as: Int.self) ?? 0)")
        }
    },
    DAG("native_edge2") {
        task("defer3b", Defers())
        task("await_input2", Asks())
    },
    DAG("native_demo") {
        task("pull") { context in
            let run = "manual__2026-11-21T01:34:18.780888+00:00"
            let store = context.taskStateStore
            let instances = context.taskInstances
            let runs = context.dagRuns
            try await store.set("k", to: ["a": 1], retention: .never)
            let facts: [String] = [
                "\(try await context.pull("push", as: [String: JSONValue].self)["rows"] ?? .null)",
                "\(try await instances.count(TaskInstances.Filter(runIDs: [run])))",
                "\(try await instances.states(TaskInstances.Filter(runIDs: [run]))[run]?["defer"].map { $0 ?? "" } ?? "")",
                try await runs.info(run)?.runType ?? "", try await runs.state(run) ?? "",
                "\(try await runs.info("x", of: "nope") == nil)",
                "\(try await runs.dag("native_demo")?.isPaused ?? true)",
                "\(try await instances.breadcrumbs(run).count > 3)",
                "\(try await instances.previous("push")?.tryNumber ?? 0)",
                "\(try await runs.count())",
                "\(try await store.get("k", as: [String: Int].self) ?? [:])",
                "\(try await store.get("zz", as: Int.self) == nil)",
                "\(try await context.asset(named: "nope") == nil)",
            ]
            try await store.clear()
            for fact in facts { context.logOutput(fact) }
        }
    },
    DAG("json_a_consumer") {
        task("consume") { context in
            let events = try await context.assetEvents(of: Asset(name: "json_a_out"))
            context.logOutput("\(events.map(\.extra)) \(events.first?.sourceDAGID ?? "")")
            context.logOutput("\(context.triggeringAssetEvents.count)")
        }
    },
]

/// Tasks beneath a supervisor that says what Airflow 3.3.2 said to a task of the same name.
@Suite struct ReplayTests {
    private struct Result {
        var exit: CoordinatorExit
        /// What was told, without what makes no difference.
        var requests: [JSONValue]
        var events: [String]
    }

    private func replay(_ name: String) async throws -> (Result, Conversation) {
        let conversation = try #require(Conversation(name))
        let supervisor = try ScriptedSupervisor(conversation.opening) { conversation.answer($0) }
        let exit = try await Self.serve(supervisor)
        let events = try await supervisor.log().compactMap { line in
            if case .string(let text)? = line["event"] { text } else { nil }
        }
        return (
            Result(exit: exit, requests: supervisor.messages.map { Conversation.plain($0.json) }, events: events),
            conversation
        )
    }

    private static func serve(_ supervisor: ScriptedSupervisor) async throws -> CoordinatorExit {
        let task = try CoordinatedTask(supervisor.arguments)
        return await task.run { id in TaskBundle(dags.filter { $0.id == id }) }
    }

    @Test(
        "what is told is what Airflow took, word for word",
        arguments: [
            "native_edge2.defer3b.try1", "native_edge2.await_input2.try1", "native_edge.trigger.try1",
            "json_a_consumer.consume.try1", "native_edge2.defer3b.try1.resumed",
        ])
    func tellsTheSame(_ name: String) async throws {
        let (result, conversation) = try await replay(name)
        #expect(result.exit == .told)
        #expect(result.requests == conversation.requests.map(\.request))
    }

    @Test func `A deferred task goes on with the event that the triggerer sent`() async throws {
        let (result, _) = try await replay("native_edge2.defer3b.try1.resumed")
        #expect(result.events == [#"resume_here ["a": DagrunModel.JSONValue.int(1)] 2026-11-21"#])
    }

    @Test func `A run of another DAG is made, and one of a DAG that is not there refused with the reason`() async throws
    {
        let (result, _) = try await replay("native_edge.trigger.try1")
        #expect(result.events.first == "made: true")
        #expect(result.events.last?.contains("Dag with dag_id: 'absent_dag' not found") == true)
    }

    @Test func `A consumer reads events, those of its run among them`() async throws {
        let (result, _) = try await replay("json_a_consumer.consume.try1")
        #expect(result.events.first?.hasSuffix("json_a") == true)
        #expect(result.events.last == "1")
    }

    @Test func `What an earlier try left is removed, and what it stored is there`() async throws {
        let (first, _) = try await replay("native_edge.clearkeys.try1")
        #expect(first.requests.last?["type"] == "RetryTask")
        let (second, _) = try await replay("native_edge.clearkeys.try2")
        #expect(second.requests.first?["type"] == "DeleteXCom")
        #expect(second.events == ["kept: 2"])
        #expect(second.requests.last?["type"] == "SucceedTask")
    }

    @Test func `Whatever can be looked up is read as Airflow tells it, and what is not there is nil`() async throws {
        let (result, conversation) = try await replay("native_demo.pull.try1")
        let known = conversation.requests.map(\.request)
        for request in result.requests.dropLast() { #expect(known.contains(request), "\(request)") }
        #expect(
            result.events.dropFirst() == [
                "10", "deferred", "manual", "running", "true", "false", "true", "1", "1", #"["a": 1]"#, "true", "true",
            ])
    }
}
