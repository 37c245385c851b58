// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct DataEdgeTests {
    typealias DataInput = TaskDefinition.DataInput

    @Test func `each input that is an output is an edge with its type`() {
        let dag = DAG("d") {
            let one = task("one") { _ in 1 }
            let names = task("names") { _ in ["a": [1.5]] }
            task("use", one.output, names.output, .value("x"), one.output.optional) { _, _, _, _ in }
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.edgeTexts == ["names > use", "one > use"])
        #expect(
            dag.definition("use")?.inputs == [
                DataInput(name: "input1", task: "one", type: "Int"),
                DataInput(name: "input2", task: "names", type: "[String: [Double]]"),
                DataInput(name: "input4", task: "one", type: "Int"),
            ])
        #expect(dag.definition("names")?.outputType == "[String: [Double]]")
        #expect(dag.definition("use")?.outputType == nil)
    }

    @Test func `an operator's inputs are found in optionals, lists and nested structs`() {
        let dag = DAG("d") {
            let name = task("name") { _ in "ann" }
            let title = task("title") { _ in "Dr" }
            let mark = task("mark") { _ in "?" }
            task(
                "greet",
                Greet(
                    name: name.output, title: title.output, others: [name.output, "x", mark.output],
                    options: Greet.Options(punctuation: mark.output)))
        }
        #expect(dag.faults.isEmpty)
        #expect(
            dag.definition("greet")?.inputs.map(\.name) == [
                "name", "title", "others", "others_2", "options.punctuation",
            ])
        #expect(dag.edgeTexts == ["mark > greet", "name > greet", "title > greet"])
    }

    @Test func `a template over several outputs makes an edge from each, once`() {
        let dag = DAG("d") {
            let one = task("one") { _ in 1 }
            let two = task("two") { _ in [2] }
            task("greet", Greet(name: "\(one.output) \(json: two.output) \(one.output) \(\.runID)"))
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.edgeTexts == ["one > greet", "two > greet"])
        #expect(
            dag.definition("greet")?.inputs == [
                DataInput(name: "name", task: "one", type: "Int"),
                DataInput(name: "name_2", task: "two", type: "[Int]"),
            ])
    }

    @Test func `changed and optional outputs keep their edge`() {
        let dag = DAG("d") {
            let one = task("one") { _ in 1 }
            task("use", one.output.map { "\($0)" }, one.output.map { $0 * 2 }.optional) { _, _ in }
        }
        #expect(dag.edgeTexts == ["one > use"])
    }

    @Test func `one value of several outputs is an edge with its own type`() {
        let dag = DAG("d") {
            let pair = task("pair") { _ in ["a": 1] }.multipleOutputs()
            task("use", pair.output("a", as: Int.self)) { _ in }
        }
        #expect(dag.definition("use")?.inputs == [DataInput(name: "input1", task: "pair", type: "Int")])
    }

    @Test func `an argument named as the element is told apart`() {
        struct Pair: Operator {
            var element: Input<String>
            var other: Input<String>
            func execute(_ context: TaskContext) async throws -> NoOutput { NoOutput() }
        }
        let dag = DAG("d") {
            let text = task("text") { _ in "x" }
            task("pairs").expand(over: ["a"]) { element in Pair(element: text.output, other: element) }
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.definition("pairs")?.inputs.map(\.name) == ["element"])
        #expect(dag.definition("pairs")?.expand?.over.map(\.name) == ["element_2"])
    }
}
