// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunModel
import DagrunRuntime
import Testing

struct MappingFlowTests {
    @Test func `over a literal, with the index in the context`() async throws {
        let dag = DAG("d") {
            let each = task("each").expand(over: ["a", "b", "c"]) { text, context in "\(text)\(context.mapIndex)" }
            task("all", each.output) { $0.joined() }
        }
        let run = try await FlowRun(dag)
        #expect(run.values("each") == [#""a0""#, #""b1""#, #""c2""#])
        #expect(run.value("all") == #""a0b1c2""#)
    }

    @Test func `a product varies its last list fastest`() async throws {
        let dag = DAG("d") {
            let numbers = task("numbers") { _ in [1, 2] }
            task("p").expand(product: numbers.output, ["x", "y", "z"], [true, false]) { n, s, flag in
                "\(n)\(s)\(flag ? 1 : 0)"
            }
        }
        let run = try await FlowRun(dag)
        let expected = [1, 2].flatMap { n in ["x", "y", "z"].flatMap { s in [1, 0].map { "\"\(n)\(s)\($0)\"" } } }
        #expect(run.values("p") == expected)
    }

    @Test func `zip goes place by place, with constants in front`() async throws {
        let dag = DAG("d") {
            let factor = task("factor") { _ in 10 }
            let numbers = task("numbers") { _ in [1, 2] }
            task("z", factor.output).expand(zip: numbers.output, ["x", "y"]) { factor, n, s in "\(factor * n)\(s)" }
        }
        #expect(try await FlowRun(dag).values("z") == [#""10x""#, #""20y""#])
    }

    @Test func `zip of unequal lists fails the task`() async throws {
        let dag = DAG("d") {
            let numbers = task("numbers") { _ in [1, 2, 3] }
            task("z").expand(zip: numbers.output, ["x", "y"]) { n, s in "\(n)\(s)" }
        }
        let run = try await FlowRun(dag)
        #expect(run.state == .failed && run.all(.success) == ["numbers"])
    }

    @Test func `a dictionary goes in the order of its keys`() async throws {
        let dag = DAG("d") {
            let members = task("members") { _ in ["b": 2, "a": 1, "c": 3] }
            task("m").expand(over: members.output) { key, value in "\(key)\(value)" }
        }
        #expect(try await FlowRun(dag).values("m") == [#""a1""#, #""b2""#, #""c3""#])
    }

    @Test func `code that is mapped over several lists or a dictionary gets the context behind all else`() async throws
    {
        let dag = DAG("d") {
            let numbers = task("numbers") { _ in [1, 2] }
            let members = task("members") { _ in ["j": 3, "k": 4] }
            task("product").expand(product: numbers.output, ["x", "y"]) { n, s, context in "\(n)\(s)\(context.mapIndex)"
            }
            task("zip").expand(zip: numbers.output, ["x", "y"], [true, false]) { n, s, flag, context in
                "\(n)\(s)\(flag)\(context.mapIndex)"
            }
            task("four").expand(zip: numbers.output, ["x", "y"], [0.5, 1], [true, false], ["p", "q"]) {
                n, s, half, flag, letter, context in "\(n)\(s)\(half)\(flag)\(letter)\(context.mapIndex)"
            }
            task("member").expand(over: members.output) { key, value, context in "\(key)\(value)\(context.mapIndex)" }
            task("fixed", numbers.output).expand(product: ["x"], [7], [0.5]) { all, s, n, half, context in
                "\(all.count)\(s)\(n)\(half)\(context.mapIndex)"
            }
            task("fixed_member", numbers.output).expand(over: members.output) { all, key, value, context in
                "\(all.count)\(key)\(value)\(context.mapIndex)"
            }
            task("fixed_four", numbers.output).expand(product: ["x"], [7], [0.5], [true]) { all, a, b, c, d, context in
                "\(all.count)\(a)\(b)\(c)\(d)\(context.mapIndex)"
            }
        }
        #expect(dag.faults.isEmpty)
        let run = try await FlowRun(dag)
        #expect(run.values("product") == [#""1x0""#, #""1y1""#, #""2x2""#, #""2y3""#])
        #expect(run.values("zip") == [#""1xtrue0""#, #""2yfalse1""#])
        #expect(run.values("four") == [#""1x0.5truep0""#, #""2y1.0falseq1""#])
        #expect(run.values("member") == [#""j30""#, #""k41""#])
        #expect(run.values("fixed") == [#""2x70.50""#])
        #expect(run.values("fixed_member") == [#""2j30""#, #""2k41""#])
        #expect(run.values("fixed_four") == [#""2x70.5true0""#])
    }

    @Test func `code that returns nothing is mapped all the same`() async throws {
        let tally = Tally()
        let dag = DAG("d") {
            let numbers = task("numbers") { _ in [1, 2] }
            let members = task("members") { _ in ["k": 3] }
            task("list").expand(over: numbers.output) { n in
                let text = "\(n)"
                tally.note(text)
            }
            task("context").expand(over: numbers.output) { n, context in tally.note("c\(n)\(context.mapIndex)") }
            task("member").expand(over: members.output) { key, value in tally.note("\(key)\(value)") }
            task("zip").expand(zip: ["x"], ["y"]) { x, y in tally.note(x + y) }
            task("three").expand(product: ["p"], ["q"], ["r"]) { p, q, r in tally.note(p + q + r) }
            task("four").expand(zip: numbers.output, ["x", "z"], [true, false], [0.5, 1]) { n, x, _, half in
                tally.note("\(n)\(x)\(half)")
            }
            task("zipped").expand(zip: ["v"], ["w"]) { v, w, context in tally.note("\(v)\(w)\(context.mapIndex)") }
            task("tripled", numbers.output).expand(product: ["s"], ["t"], [1]) { _, s, t, n, context in
                tally.note("\(s)\(t)\(n)\(context.mapIndex)")
            }
            task("placed").expand(over: members.output) { key, value, context in
                tally.note("\(value)\(key)\(context.mapIndex)")
            }
            task("constant", numbers.output).expand(over: ["a"]) { numbers, a in tally.note("\(numbers.count)\(a)") }
            task("both", numbers.output).expand(over: ["a"]) { numbers, a, context in
                tally.note("\(numbers.count)\(a)\(context.tryNumber)")
            }
            task("named", numbers.output).expand(over: members.output) { numbers, key, value in
                let sum = numbers.count + value
                tally.note("\(key)\(sum)")
            }
            task("pairs", numbers.output).expand(product: ["a"], ["b"]) { _, a, b in tally.note(a + b) }
            task("triples", numbers.output).expand(product: ["a"], ["b"], [7]) { _, a, b, c in
                tally.note("\(a)\(b)\(c)")
            }
        }
        #expect(dag.faults.isEmpty)
        #expect(dag.tasks.filter { $0.definition.expand != nil }.allSatisfy { $0.definition.outputType == nil })
        let run = try await FlowRun(dag)
        #expect(run.state == .success)
        #expect(run.values("list") == ["-", "-"])
        let expected = [
            "1", "2", "c10", "c21", "k3", "xy", "pqr", "1x0.5", "2z1.0", "2a", "2a1", "k5", "ab", "ab7", "vw0",
            "st10", "3k0",
        ]
        #expect(tally.notes.sorted() == expected.sorted())
    }

    @Test func `an operator for each element`() async throws {
        struct Say: Operator {
            var text: Input<String>
            func execute(_ context: TaskContext) async throws -> String { try await context.resolve(text) }
        }
        let dag = DAG("d") {
            let names = task("names") { _ in ["ann", "bob"] }
            task("say").expand(over: names.output) { name in Say(text: "hello \(name)") }
        }
        #expect(try await FlowRun(dag).values("say") == [#""hello ann""#, #""hello bob""#])
    }

    @Test func `mapped over a mapped task`() async throws {
        let dag = DAG("d") {
            let first = task("first").expand(over: [1, 2, 3]) { $0 * 10 }
            let second = task("second").expand(over: first.output) { $0 + 1 }
            task("sum", second.output) { $0.reduce(0, +) }
        }
        let run = try await FlowRun(dag)
        #expect(run.values("second") == ["11", "21", "31"] && run.value("sum") == "63")
    }

    @Test func `skipped instances are left out of the list`() async throws {
        let dag = DAG("d") {
            let odd = task("odd").expand(over: [1, 2, 3, 4]) { n in
                guard n % 2 == 1 else { throw TaskSignal.skip("even") }
                return n
            }
            task("sum", odd.output) { $0 }.triggerRule(.noneFailed)
        }
        let run = try await FlowRun(dag)
        #expect(run.value("sum") == "[1,3]" && run.all(.skipped) == ["odd[1]", "odd[3]"])
    }

    @Test func `mapped over a mapped task with skipped instances, each takes its own`() async throws {
        let dag = DAG("d") {
            let odd = task("odd").expand(over: [1, 2, 3]) { n in
                guard n != 2 else { throw TaskSignal.skip("two") }
                return n
            }
            let again = task("again").expand(over: odd.output) { $0 * 10 }.triggerRule(.noneFailed)
            task("sum", again.output) { $0 }.triggerRule(.allDone)
        }
        let run = try await FlowRun(dag)
        #expect(run.value("sum") == "[10,30]")
    }

    @Test func `an empty list skips the task and what needs it`() async throws {
        let dag = DAG("d") {
            let none = task("none") { _ in [Int]() }
            let each = task("each").expand(over: none.output) { $0 }
            task("needs", each.output) { $0 }
            task("anyway", each.output) { $0.count }.triggerRule(.allDone)
        }
        let run = try await FlowRun(dag)
        #expect(run.state == .success)
        #expect(run.state("needs") == .skipped && run.value("anyway") == "0")
    }

    @Test func `a list above the limit fails the task that returned it, as in Airflow`() async throws {
        let dag = DAG("d") {
            let list = task("list") { _ in Array(0..<4) }
            task("each").expand(over: list.output) { $0 }.limit(3)
        }
        let run = try await FlowRun(dag)
        #expect(run.all(.failed) == ["list"] && run.all(.upstreamFailed) == ["each"])
        #expect(run.message("list") == "'list' returned 4 elements to map over; at most 3 are allowed.")
        let fitting = DAG("d") {
            let list = task("list") { _ in Array(0..<4) }
            task("each").expand(over: list.output) { $0 }.limit(4)
        }
        #expect(try await FlowRun(fitting).values("each") == ["0", "1", "2", "3"])
    }

    @Test func `a mapped group runs its chain once for each element`() async throws {
        let dag = DAG("d") {
            let words = task("words") { _ in ["a", "bb", "ccc"] }
            let factor = task("factor") { _ in 10 }
            let totals = MappedTaskGroup("per", over: words.output) { word in
                let size = task("size", word) { $0.count }
                let scaled = task("scaled", size.output, factor.output) { $0 * $1 }
                return task("text", scaled.output, word) { "\($1)\($0)" }
            }
            task("all", totals.output) { $0.joined(separator: " ") }
        }
        let run = try await FlowRun(dag)
        #expect(run.state == .success)
        #expect(run.values("per.scaled") == ["10", "20", "30"] && run.value("all") == #""a10 bb20 ccc30""#)
    }

    @Test func `in a mapped group a failure stays in its copy`() async throws {
        let dag = DAG("d") {
            let group = MappedTaskGroup("per", over: [1, 2, 3]) { n in
                let first = task("first", n) { n in
                    guard n != 2 else { throw FlowError() }
                    return n
                }
                return task("second", first.output) { $0 * 10 }
            }
            task("rest", group.output) { $0 }.triggerRule(.allDone)
        }
        let run = try await FlowRun(dag)
        #expect(run.all(.failed) == ["per.first[1]"] && run.all(.upstreamFailed) == ["per.second[1]"])
        #expect(run.value("rest") == "[10,30]")
    }

    @Test func `an empty list skips a mapped group`() async throws {
        let dag = DAG("d") {
            let none = task("none") { _ in [Int]() }
            let group = MappedTaskGroup("per", over: none.output) { n in task("in", n) { $0 } }
            task("after", group.output) { $0 }
        }
        let run = try await FlowRun(dag)
        #expect(run.state == .success && run.state("after") == .skipped)
    }

    @Test func `labels of instances are kept`() async throws {
        let dag = DAG("d") {
            task("each").expand(over: ["x", "y"]) { $0 }.mapLabel("city \(\.mapIndex)")
        }
        let run = try await FlowRun(dag)
        let instance = run.record.instances[TaskInstanceID("each", mapIndex: 1)]
        #expect(instance?.attempts.last?.outcome?.mapLabel == "city 1")
    }
}
