// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunModel
import DagrunRuntime
import FoundationEssentials
import Testing

struct DataFlowTests {
    @Test func `values flow along typed inputs, templates and changes`() async throws {
        struct Say: Operator {
            var text: Input<String>
            func execute(_ context: TaskContext) async throws -> String { try await context.resolve(text) }
        }
        let dag = DAG("d", params: ["unit": Param("usd")]) {
            let one = task("one") { _ in 20 }
            let date = task("date") { _ in Date(timeIntervalSince1970: 0.000_001) }
            let two = task("two", one.output.map { $0 * 2 }, 2) { $0 + $1 }
            task("say", Say(text: "\(two.output) \(\.params.unit) \(json: date.output) \(\.taskID)"))
        }
        let run = try await FlowRun(dag)
        #expect(run.state == .success)
        #expect(run.value("two") == "42")
        #expect(run.value("say") == #""42 usd \"1970-01-01T00:00:00.000001Z\" say""#)
    }

    @Test func `several outputs are taken one by one, and pushed values by their key`() async throws {
        let dag = DAG("d") {
            let pair = task("pair") { context in
                try await context.push("extra", [1, 2])
                return ["a": 1, "b": 2]
            }.multipleOutputs()
            task(
                "sum", pair.output("a", as: Int.self), pair.output("b", as: Int.self),
                pair.output("extra", as: [Int].self)
            ) {
                $0 + $1 + $2.count
            }
        }
        #expect(try await FlowRun(dag).value("sum") == "5")
    }

    @Test func `a value that was not pushed fails its consumer, or is nil where that is allowed`() async throws {
        let dag = DAG("d") {
            let silent = task("silent") { _ in 1 }.withoutXComPush()
            task("needs", silent.output) { $0 }
            task("may", silent.output.optional) { $0 ?? -1 }
        }
        let run = try await FlowRun(dag)
        #expect(run.state("needs") == .failed && run.value("may") == "-1")
        #expect(run.message("needs")?.contains("task silent pushed no XCom") == true)
    }

    @Test func `a run callback is told what failed`() async throws {
        let dag = DAG(
            "d", onFailure: { report in #expect(report.failed.map(\.taskID) == ["bad"] && report.state == .failed) }
        ) {
            task("good") { _ in 1 }
            task("bad") { _ in throw FlowError() }
        }
        #expect(try await FlowRun(dag).state == .failed)
    }
}
