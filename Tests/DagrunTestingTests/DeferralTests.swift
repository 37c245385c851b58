// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunTesting
import FoundationEssentials
import Testing

/// What only Airflow can do in full, in a run in this process.
@Suite struct DeferralTests {
    private struct Waits: Operator {
        func execute(_ context: TaskContext) async throws -> String {
            throw TaskSignal.deferred(until: .timeDelta(.hours(3)), method: "later", arguments: ["n": 7])
        }

        func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> String {
            "\(resumption.method) \(resumption.arguments["n"] == 7) \(try resumption.event(as: Date.self) == context.clock.now())"
        }
    }

    @Test func `A local run waits for an instant itself, with the time limit aside`() async throws {
        let dag = DAG("d") {
            task("waits", Waits()).timeout(.minutes(1))
            task("senses", WaitSensor(.hours(1)).mode(.deferrable))
        }
        let run = try await dag.test()
        #expect(run.state == .success)
        #expect(try run.output(of: "waits", as: String.self) == "later true true")
        #expect(run.elapsed == .hours(3))
    }

    @Test func `Any other trigger fails the task, and says why`() async throws {
        let dag = DAG("d") {
            task("waits") { () -> Int in throw TaskSignal.deferred(until: Trigger("my.Trigger")) }.retries(3)
            task("late") { () -> Int in
                throw TaskSignal.deferred(until: .timeDelta(.hours(2)), timeout: .hours(1))
            }
        }
        let run = try await dag.test()
        #expect(
            try run.message(of: "waits")?.contains("my.Trigger, a Python class that only Airflow's triggerer runs")
                == true)
        #expect(try run.tries(of: "waits") == 1)
        #expect(try run.message(of: "late")?.contains("did not fire within") == true)
    }

    private let approval = DAG("approval") {
        let answer = task("approve", ApprovalOperator("Go?"))
        answer >>> task("go") { "gone" }
        task("see", answer.output) { answer in answer.chosenOptions }
    }

    @Test func `A local run is given what people answer`() async throws {
        let yes = try await approval.test(answers: ["approve": ["Approve"]])
        #expect(yes.state == .success)
        #expect(try yes.state(of: "go") == .success)
        let no = try await approval.test(answers: ["approve": ["Reject"]])
        #expect(try no.state(of: "go") == .skipped)
        #expect(try no.state(of: "approve") == .success)
    }

    @Test func `Without an answer the task fails, and says how to give one`() async throws {
        let run = try await approval.test()
        #expect(try run.message(of: "approve")?.contains("--answer approve=Approve") == true)
        let wrong = try await approval.test(answers: ["approve": ["Maybe"]])
        #expect(try wrong.message(of: "approve")?.contains("choose one of Approve, Reject") == true)
    }

    @Test func `State stores are those of Airflow`() async throws {
        let led = Asset(name: "led", uri: "gpio://pi/led")
        let dag = DAG("d") {
            let first = task("first") { context in
                let store = context.taskStateStore
                guard let n = try await store.get("n", as: Int.self) else {
                    try await store.set("n", to: 1)
                    try await context.assetStateStore(of: led).set("since", to: Date(timeIntervalSince1970: 0))
                    throw TaskSignal.retry(after: .seconds(1))
                }
                return n
            }
            .retries(1)
            first
                >>> task("second") { context in
                    let since = try await context.assetStateStore(uri: "gpio://pi/led").get("since", as: Date.self)
                    return
                        "\(since == Date(timeIntervalSince1970: 0)) \(try await context.taskStateStore.get("n", as: Int.self) ?? 0)"
                }
                .outlets(led)
        }
        let run = try await dag.test()
        #expect(try run.output(of: "first", as: Int.self) == 1)
        #expect(try run.output(of: "second", as: String.self) == "true 0")
    }

    @Test func `Other runs and other DAGs are beyond a local run`() async throws {
        let dag = DAG("d") {
            task("trigger", TriggerDagRunOperator("other")).retries(2)
            task("look") { context in try await context.taskInstances.count() }
        }
        let run = try await dag.test()
        #expect(try run.message(of: "trigger")?.contains("a local run knows nothing of runs of other DAGs") == true)
        #expect(try run.tries(of: "trigger") == 1)
        #expect(try run.state(of: "look") == .failed)
    }

    @Test func `An operator that waits for a run is tested with answers of its own`() async throws {
        let services = InMemoryServices()
        services.give(["ok": true], to: .triggerDAGRun)
        services.give(["state": "success"], to: .getDAGRunState)
        let result = await TriggerDagRunOperator("other", runID: "r1", waitForCompletion: true)
            .test(in: TestContext(services: services))
        #expect(result.output == "r1")
        #expect(services.requests.map(\.kind) == [.triggerDAGRun, .getDAGRunState])
        let silent = await TriggerDagRunOperator("other").test()
        #expect(silent.message?.contains("services.give") == true)
    }
}
