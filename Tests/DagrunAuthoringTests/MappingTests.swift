// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct MappingTests {
    typealias Source = ExpandDefinition.Source

    @Test func `over a literal`() {
        let dag = DAG("d") { task("t").expand(over: ["a", "b"]) { $0.count } }
        #expect(dag.faults.isEmpty)
        #expect(dag.definition("t")?.expand == ExpandDefinition(over: [Source(name: "element", literal: ["a", "b"])]))
        #expect(dag.definition("t")?.outputType == "Int")
    }

    @Test func `over a literal of structs, as JSON`() {
        struct Pin: Codable, Sendable { var number: Int, label: String? }
        let dag = DAG("d") {
            task("t").expand(over: .value([Pin(number: 1, label: nil), Pin(number: 2, label: "x")])) { $0.number }
        }
        #expect(
            dag.definition("t")?.expand?.over.first?.literal == [
                ["number": 1], ["number": 2, "label": "x"],
            ])
    }

    @Test func `over an upstream's list or dictionary, or a mapped upstream`() {
        let dag = DAG("d") {
            let list = task("list") { _ in [1, 2] }
            let members = task("members") { _ in ["a": 1] }
            let doubled = task("doubled").expand(over: list.output) { $0 * 2 }
            task("again").expand(over: doubled.output) { n, context in n + context.mapIndex }
            task("pairs").expand(over: members.output) { key, value in "\(key)\(value)" }
            task("sum", doubled.output) { $0.reduce(0, +) }
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.definition("doubled")?.expand?.over == [Source(name: "element", task: "list")])
        #expect(dag.definition("again")?.expand?.over == [Source(name: "element", task: "doubled")])
        #expect(dag.definition("pairs")?.expand?.over == [Source(name: "element", task: "members")])
        #expect(dag.definition("sum")?.inputs == [.init(name: "input1", task: "doubled", type: "[Int]")])
        #expect(dag.edgeTexts == ["doubled > again", "doubled > sum", "list > doubled", "members > pairs"])
    }

    @Test func `product and zip of several lists`() {
        let dag = DAG("d") {
            let list = task("list") { _ in [1, 2] }
            task("p").expand(product: list.output, ["x", "y"], [true]) { n, s, flag in "\(n)\(s)\(flag)" }
            task("z").expand(zip: list.output, ["x", "y"]) { n, s in "\(n)\(s)" }
        }
        #expect(dag.faults.isEmpty)
        let product = dag.definition("p")?.expand
        #expect(product?.mode == .product)
        #expect(
            product?.over == [
                Source(name: "element1", task: "list"), Source(name: "element2", literal: ["x", "y"]),
                Source(name: "element3", literal: [true]),
            ])
        #expect(dag.definition("z")?.expand?.mode == .zip)
    }

    @Test func `constants stand in front of the element`() {
        let dag = DAG("d") {
            let rows = task("rows") { _ in [1] }
            let factor = task("factor") { _ in 2.5 }
            task("a", rows.output, factor.output).expand(over: [1, 2]) { rows, factor, n in
                Double(rows.count * n) * factor
            }
            task("b", rows.output).expand(over: [1, 2]) { rows, n, context in rows.count + n + context.tryNumber }
            task("c", rows.output).expand(zip: [1], ["x"]) { rows, n, s in "\(rows)\(n)\(s)" }
            task("e", rows.output).expand(over: .value(["k": 1])) { rows, key, value in "\(rows)\(key)\(value)" }
            task("f", rows.output).expand(product: [1], ["x"]) { rows, n, s in "\(rows)\(n)\(s)" }
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.definition("a")?.inputs.map(\.task) == ["rows", "factor"])
        #expect(dag.definition("e")?.expand?.over.first?.literal == [["k", 1]])
        #expect(dag.edgeTexts == ["factor > a", "rows > a", "rows > b", "rows > c", "rows > e", "rows > f"])
    }

    @Test func `an operator for each element`() {
        let dag = DAG("d") {
            let names = task("names") { _ in ["ann"] }
            let title = task("title") { _ in "Dr" }
            let greetings = task("greet").expand(over: names.output) { name in
                Greet(name: "\(name)!", title: title.output)
            }
            task("all", greetings.output) { $0.joined() }
        }
        #expect(dag.faults.isEmpty)
        let greet = dag.definition("greet")
        #expect(greet?.operatorName == "Greet" && greet?.retries == 7)
        #expect(greet?.inputs == [.init(name: "title", task: "title", type: "String")])
        #expect(dag.edgeTexts == ["greet > all", "names > greet", "title > greet"])
    }

    @Test func `limit and label`() {
        let dag = DAG("d", params: ["unit": Param("usd")]) {
            let names = task("names") { _ in ["ann"] }
            task("t", names.output).expand(over: [1, 2]) { names, n in n }.limit(2)
                .mapLabel("\(\.params.unit) \(json: names.output)").retries(1)
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.definition("t")?.expand?.limit == 2)
        #expect(dag.definition("t")?.hasMapLabel == true && dag.definition("t")?.retries == 1)
        #expect(ExpandDefinition.defaultLimit == 1024)
    }

    @Test func `a mapped group has its element, its chain and its list`() {
        let dag = DAG("d") {
            let cities = task("cities") { _ in ["Austin"] }
            let factor = task("factor") { _ in 2 }
            let totals = MappedTaskGroup("per", over: cities.output, limit: 9, defaults: TaskSettings(retries: 3)) {
                city in
                let rows = task("rows", city) { [$0] }
                let size = task("size", rows.output, factor.output) { $0.count * $1 }
                return TaskGroup.yielding("end") { task("total", size.output, city) { "\($0)\($1)" } }.value
            }
            task("report", totals.output) { $0.joined() }
        }
        #expect(dag.faults.isEmpty)
        #expect(
            dag.document.groups.first?.expand
                == ExpandDefinition(over: [Source(name: "element", task: "cities")], limit: 9))
        #expect(dag.taskIDs == ["cities", "factor", "per.rows", "per.size", "per.end.total", "report"])
        #expect(dag.definition("report")?.inputs == [.init(name: "input1", task: "per.end.total", type: "[String]")])
        #expect(dag.definition("per.rows")?.retries == 3)
        #expect(
            dag.edgeTexts == [
                "cities > per", "cities > per.end.total", "cities > per.rows", "factor > per.size",
                "per.end.total > report", "per.rows > per.size", "per.size > per.end.total",
            ])
    }
}
