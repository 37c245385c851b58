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

    @Test func `People are told each time they are asked, and a try fails where that does not work`() async throws {
        struct Unreachable: Error {}
        let dag = DAG("d") {
            let told = task(
                "asks",
                HITLOperator("Is \(\.dagID) good?", options: ["yes"]) { context, question in
                    try await context.push("told", "\(question.subject) \(question.options)")
                })
            told >>> task("pulls") { context in try await context.pull("asks", as: String.self, key: "told") }
            task(
                "fills",
                HITLEntryOperator("How many?", params: ["n": Param(1)]) { context, question in
                    guard context.tryNumber > 1 else { throw Unreachable() }
                    try await context.push("told", question.subject)
                }
            )
            .retries(1, delay: .seconds(1))
            task("approves", ApprovalOperator("Go?", notify: { _, _ in throw TaskSignal.skip("nobody is there") }))
        }
        let run = try await dag.test(answers: ["asks": ["yes"], "fills": ["OK"]])
        #expect(try run.output(of: "pulls", as: String.self) == #"Is d good? ["yes"]"#)
        #expect(try run.output(of: "fills", as: String.self, key: "told") == "How many?")
        #expect(try run.tries(of: "fills") == 2)
        #expect(try run.state(of: "approves") == .skipped)
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

    private let form = DAG("form") {
        let order = task(
            "order",
            HITLEntryOperator("What shall it be?", params: ["cups": Param(1, in: 1...4), "milk": Param(false)]))
        task("brew", order.output) { order in try order.value("cups", as: Int.self) }
        task("names", order.output) { order in try order.value("name", as: String.self) }
    }

    @Test func `A form that is filled in has what was entered, and the defaults of the rest`() async throws {
        let run = try await form.test(answers: ["order": HumanAnswer(fields: ["cups": 3])])
        #expect(try run.output(of: "brew", as: Int.self) == 3)
        let answer = try run.output(of: "order", as: HITLResponse.self)
        #expect(answer.chosenOptions == [HITLEntryOperator.ok])
        #expect(answer.paramsInput == ["cups": 3, "milk": false])
        #expect(try run.message(of: "names")?.contains("has no field “name”; there are cups, milk") == true)
        #expect(try await form.test(answers: ["order": []]).output(of: "brew", as: Int.self) == 1)
    }

    @Test func `What does not fit a form fails the task, and says how it should be`() async throws {
        func message(_ answer: HumanAnswer?) async throws -> String {
            let run = try await form.test(answers: answer.map { ["order": $0] } ?? [:])
            return try run.message(of: "order") ?? ""
        }
        #expect(try await message(nil).contains("such as with --answer order.cups=…"))
        #expect(try await message(HumanAnswer(fields: ["cups": 5])).contains("the field cups must be at most 4"))
        #expect(try await message(HumanAnswer(fields: ["sugar": 5])).contains("no such field; there are cups, milk"))
        #expect(try await message(["Cancel"]).contains("choose one of OK"))
        let reserved = DAG("d") { task("ask", HITLEntryOperator("?", params: ["_options": Param(1)])) }
        #expect(try await reserved.test(answers: ["ask": []]).message(of: "ask")?.contains("“_options”") == true)
    }

    private enum Drink: String, BranchChoice {
        case espresso, tea = "A pot of tea", nothing
    }

    private func brewing(multiple: Bool) -> DAG {
        DAG("brewing") {
            let level = task("level") { 7 }
            let drink = branch(
                "drink",
                HITLBranchOperator<Drink>("What shall it be?", body: "\(json: level.output) litres", multiple: multiple)
            )
            drink.path(.espresso) >>> task("grind") { "ground" }
            drink.path(.tea) >>> task("boil") { "hot" } >>> task("steep") { "tea" }
            drink.ends(.nothing)
            task("note", drink.output) { drinks in drinks.map(\.rawValue) }
        }
    }

    @Test func `Who is asked chooses the path that goes on`() async throws {
        let dag = brewing(multiple: false)
        #expect(dag.document.edges.contains { $0.from == "level" && $0.to == "drink" })
        let tea = try await dag.test(answers: ["drink": ["A pot of tea"]])
        #expect(tea.state == .success)
        #expect(try tea.output(of: "drink", as: [Drink].self) == [.tea])
        #expect(try tea.state(of: "grind") == .skipped)
        #expect(try tea.state(of: "steep") == .success)
        let none = try await dag.test(answers: ["drink": ["nothing"]])
        #expect(try none.state(of: "boil") == .skipped)
        #expect(try none.state(of: "drink") == .success)
        let both = try await dag.test(answers: ["drink": ["espresso", "nothing"]])
        #expect(try both.message(of: "drink")?.contains("choose one of espresso, A pot of tea, nothing") == true)
        #expect(try both.state(of: "grind") == .upstreamFailed)
        let several = try await brewing(multiple: true).test(answers: ["drink": ["espresso", "A pot of tea"]])
        #expect(try several.state(of: "grind") == .success)
        #expect(try several.state(of: "steep") == .success)
    }

    private struct Measure: BranchOperator {
        enum Size: String, BranchChoice { case small, large }
        var count: Input<Int>

        func execute(_ context: TaskContext) async throws -> [Size] {
            try await context.resolve(count) < 100 ? [.small] : [.large]
        }
    }

    @Test func `An operator of one's own chooses paths, too`() async throws {
        let dag = DAG("d") {
            let count = task("count") { 7 }
            let size = branch("size", Measure(count: count.output))
            size.path(.small) >>> task("quick") { 1 }
            size.path(.large) >>> task("slow") { 2 }
        }
        let run = try await dag.test()
        #expect(try run.state(of: "quick") == .success)
        #expect(try run.state(of: "slow") == .skipped)
    }

    @Test func `A branch that is declared as a task, or whose path leads nowhere, is a fault`() {
        let plain = DAG("d") {
            task("drink", HITLBranchOperator<Drink>("?"))
            task("each").expand(over: [1, 2]) { count in Measure(count: count) }
        }
        #expect(plain.faults.count == 2)
        #expect(plain.faults.allSatisfy { $0.message.contains("declare it with branch(") })
        let open = DAG("d") {
            let size = branch("size", Measure(count: 1))
            size.path(.small) >>> task("quick") { 1 }
        }
        #expect(open.faults.map(\.message).contains { $0.contains("no path for .large") })
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
