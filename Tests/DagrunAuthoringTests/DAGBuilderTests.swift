// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Synchronization
import Testing

struct DAGBuilderTests {
    enum Mode { case fast, slow, off }

    @Test func `a task bound by let and never named again is part of the DAG`() {
        let dag = DAG("d") {
            let one = task("one") { _ in 1 }
            let unused = task("two", one.output) { $0 + 1 }
            _ = unused
        }
        #expect(dag.taskIDs == ["one", "two"])
        #expect(dag.edgeTexts == ["one > two"])
        #expect(dag.faults.isEmpty)
    }

    @Test(arguments: [(true, ["a", "b"]), (false, ["b"])])
    func `if without else declares what holds`(_ flag: Bool, _ expected: [String]) {
        let dag = DAG("d") {
            if flag { task("a", Nothing()) }
            task("b", Nothing())
        }
        #expect(dag.taskIDs == expected)
    }

    @Test(arguments: [(true, ["yes", "also"]), (false, ["no"])])
    func `if and else declare one side`(_ flag: Bool, _ expected: [String]) {
        let dag = DAG("d") {
            if flag {
                task("yes", Nothing())
                task("also", Nothing())
            } else {
                task("no", Nothing())
            }
        }
        #expect(dag.taskIDs == expected)
    }

    @Test(arguments: [(Mode.fast, ["f"]), (.slow, ["s1", "s2"]), (.off, [])])
    func `switch declares one case`(_ mode: Mode, _ expected: [String]) {
        let dag = DAG("d") {
            switch mode {
            case .fast: task("f", Nothing())
            case .slow:
                task("s1", Nothing())
                task("s2", Nothing())
            case .off: ()
            }
        }
        #expect(dag.taskIDs == expected)
    }

    @Test func `for declares each round`() {
        let dag = DAG("d") {
            let end = task("end", Nothing())
            for name in ["a", "b", "c"] {
                let work = task(name, Nothing())
                work >>> end
            }
        }
        #expect(dag.taskIDs == ["end", "a", "b", "c"])
        #expect(dag.edgeTexts == ["a > end", "b > end", "c > end"])
    }

    @Test(arguments: [("x", ["t_x"]), (nil, [])])
    func `if let declares where there is a value`(_ name: String?, _ expected: [String]) {
        let dag = DAG("d") {
            if let name { task("t_\(name)", Nothing()) }
        }
        #expect(dag.taskIDs == expected)
    }

    @Test func `helper functions declare, with the builder and without`() {
        @Sendable @DAGBuilder func built(_ prefix: String) -> DAGContent {
            let first = task("\(prefix)_1", Nothing())
            task("\(prefix)_2", Nothing())
            first >>> task("\(prefix)_3", Nothing())
        }
        @Sendable func plain(_ id: String) -> TaskHandle<Int> { task(id) { _ in 1 } }
        @Sendable func quiet(_ id: String) { task(id, Nothing()) }
        let dag = DAG("d") {
            built("b")
            let one = plain("p")
            quiet("q")
            task("sum", one.output) { $0 + 1 }
        }
        #expect(dag.taskIDs == ["b_1", "b_2", "b_3", "p", "q", "sum"])
        #expect(dag.edgeTexts == ["b_1 > b_3", "p > sum"])
    }

    @Test func `a body is evaluated once, when it is first asked for`() async {
        let evaluations = Mutex(0)
        let dag = DAG("d") {
            evaluations.withLock { $0 += 1 }
            task("one", Nothing())
        }
        #expect(dag.id == "d" && evaluations.withLock { $0 } == 0)
        let seen = await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { dag.taskIDs } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(seen == Array(repeating: ["one"], count: 8) && dag.faults.isEmpty)
        #expect(evaluations.withLock { $0 } == 1)
    }

    private static let inward: DAG = DAG("inward") { for task in outward.tasks { copy(task) } }
    private static let outward: DAG = DAG("outward") { for task in inward.tasks { copy(task) } }
    private static func copy(_ other: ExecutableTask) { task(other.definition.taskID, Nothing()) }

    @Test func `bodies that ask for each other's tasks end the program, with the reason`() async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Self.inward.tasks
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(text.contains("the body of the DAG inward asks for the DAG's own tasks"))
    }

    @Test func `variables, availability and empty bodies are statements too`() {
        let dag = DAG("d") {
            var last: TaskHandle<NoOutput>?
            for index in 0..<3 {
                let next = task("t\(index)", Nothing())
                if let last { last >>> next }
                last = next
            }
            if #available(macOS 15, *) { task("new", Nothing()) }
        }
        #expect(dag.edgeTexts == ["t0 > t1", "t1 > t2"])
        #expect(dag.taskIDs.last == "new")
        #expect(DAG("empty") {}.taskIDs.isEmpty)
    }

    @Test func `a DAG's settings are in its document`() {
        let dag = DAG(
            "sales", displayName: "Sales", description: "Homes sold", docs: "# Sales", schedule: .hourly,
            startDate: "2026-01-01", endDate: "2026-12-31T06:30:00+01:00", catchup: true, tags: ["a", "b"],
            owner: "ann",
            queue: "pi", maxActiveRuns: 2, maxActiveTasks: 3, runTimeout: .minutes(5), failFast: true,
            params: ["n": Param(1)], defaults: TaskSettings(retries: 4), onSuccess: { _ in }, onFailure: { _ in }
        ) { task("t", Nothing()) }
        let settings = dag.document.dag
        #expect(dag.faults.isEmpty)
        #expect(settings.dagID == "sales" && settings.displayName == "Sales" && settings.description == "Homes sold")
        #expect(settings.docMarkdown == "# Sales" && settings.schedule == .hourly && settings.catchup)
        #expect(settings.startDate == "2026-01-01T00:00:00+00:00")
        #expect(settings.endDate == "2026-12-31T05:30:00+00:00")
        #expect(settings.tags == ["a", "b"] && settings.owner == "ann" && settings.failFast)
        #expect(settings.maxActiveRuns == 2 && settings.maxActiveTasks == 3 && settings.runTimeout == 300)
        #expect(settings.callbacks == ["success", "failure"])
        #expect(dag.definition("t")?.queue == "pi" && dag.definition("t")?.owner == "ann")
        #expect(dag.definition("t")?.retries == 4)
    }
}
