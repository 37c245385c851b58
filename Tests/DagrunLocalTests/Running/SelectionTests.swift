// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import DagrunLocal
import DagrunTesting
import Testing

/// Running a part of a DAG on values from elsewhere.
@Suite(.timeLimit(.minutes(15)))
struct SelectionTests {
    private let ran = Tally()

    private func dag() -> DAG {
        let ran = ran
        return DAG("dag") {
            let list = task("list") { _ in
                ran.note("list")
                return [1, 2, 3]
            }
            let each = task("each").expand(over: list.output) { number, context in
                ran.note("each\(context.mapIndex)")
                return number * 10
            }
            let sum = task("sum", each.output) { (numbers: [Int]) in
                ran.note("sum")
                return numbers.reduce(0, +)
            }
            task("report", sum.output) { (value: Int) in
                ran.note("report")
                return "\(value)"
            }
        }
    }

    @Test func fromATaskOn() async throws {
        let probe = try Probe()
        let record = try await probe.run(dag()) { configuration in
            configuration.selection.from = ["sum"]
            configuration.inputs = ["each": .array([.int(5), .int(6)])]
        }
        #expect(record.state == .success)
        #expect(ran.notes == ["sum", "report"])
        #expect(record.instances[TaskInstanceID("report")]?.value == Array(#""11""#.utf8))
    }

    @Test func untilATask() async throws {
        let record = try await Probe().run(dag()) { $0.selection.until = ["each"] }
        #expect(record.state == .success)
        #expect(ran.notes == ["list", "each0", "each1", "each2"])
    }

    @Test func onlyATaskWithTheOutputsOfAnotherRun() async throws {
        let probe = try Probe()
        _ = try await probe.run(dag()) { $0.runID = "one" }
        ran.clear()
        let record = try await probe.run(dag()) { configuration in
            configuration.selection.only = ["sum"]
            configuration.outputsFrom = "one"
        }
        #expect(record.instances[TaskInstanceID("sum")]?.value == Array("60".utf8))
        #expect(ran.notes == ["sum"])
    }

    @Test func mappingOverAGivenValue() async throws {
        let record = try await Probe().run(dag()) { configuration in
            configuration.selection.only = ["each"]
            configuration.inputs = ["list": .array([.int(7), .int(8)])]
        }
        #expect(ran.notes == ["each0", "each1"])
        #expect(record.instances[TaskInstanceID("each", mapIndex: 1)]?.value == Array("80".utf8))
    }

    @Test func aGivenEmptyListOfInstancesIsThatOfASkippedTask() async throws {
        let record = try await Probe().run(dag()) { configuration in
            configuration.selection.only = ["sum"]
            configuration.inputs = ["each": .array([])]
        }
        #expect(record.instances[TaskInstanceID("sum")]?.state == .skipped)
        #expect(ran.notes.isEmpty)
    }

    @Test func aValueThatIsMissingIsNamed() async throws {
        do {
            _ = try await Probe().run(dag()) { $0.selection.only = ["report"] }
            Issue.record("the run began without the value")
        } catch let error as RunError {
            #expect("\(error)".hasPrefix("task report takes the output of sum, which this run does not run"))
            #expect("\(error)".hasSuffix("or give it with --input 'sum=JSON'"))
        }
    }

    @Test func allValuesThatAreMissingAreNamedAtOnce() async throws {
        do {
            _ = try await Probe().run(dag()) { $0.selection.only = ["each", "report"] }
            Issue.record("the run began without the values")
        } catch let error as RunError {
            let takers = "task each takes the output of list; task report takes the output of sum, which"
            #expect("\(error)".hasPrefix(takers))
            #expect("\(error)".hasSuffix("or give them with --input 'list=JSON' --input 'sum=JSON'"))
        }
    }

    @Test func instancesAnEarlierRunDidNotComeToAreNotRun() async throws {
        let probe = try Probe()
        let dag = dag()
        let facts = RunFacts(dagID: "dag", runID: "one", runAfter: VirtualClock.defaultStart)
        let events: [RunEvent.Kind] = [
            .runStarted(facts, resumed: false), .mapped(taskID: "each", count: 3),
            .started(TaskInstanceID("each", mapIndex: 1), tryNumber: 1),
            .ended(TaskInstanceID("each", mapIndex: 1), tryNumber: 1, .init(state: .success, value: Array("4".utf8))),
        ]
        try JournalText.write(
            events.map { RunEvent(time: VirtualClock.defaultStart, kind: $0) }, to: probe.journal(dag))
        let record = try await probe.run(dag) { configuration in
            configuration.selection.only = ["sum"]
            configuration.outputsFrom = "one"
        }
        #expect(ran.notes == ["sum"])
        #expect(record.instances[TaskInstanceID("sum")]?.value == Array("4".utf8))
    }

    @Test(arguments: [
        (
            "each", JSONValue.int(1),
            "--input each: the task is mapped; give a JSON array with an element for each instance"
        ),
        ("lst", .int(1), "--input lst: this run does not take the output of a task of that name; did you mean “list”?"),
        ("report", .int(1), "--input report: this run does not take the output of a task of that name"),
    ])
    func refusesWhatDoesNotFit(name: String, value: JSONValue, message: String) async throws {
        let probe = try Probe()
        #expect(throws: RunError.badOption(message)) {
            try probe.prepare(dag()) { configuration in
                configuration.selection.from = ["sum"]
                configuration.inputs = [name: value]
            }
        }
    }

    @Test func refusesUnknownNames() async throws {
        let probe = try Probe()
        #expect(throws: RunError.badOption("the DAG has no task “summ”; did you mean “sum”?")) {
            try probe.prepare(dag()) { $0.selection.only = ["summ"] }
        }
        #expect(throws: RunError.badOption("--mark-success repot: no task of this run fits; did you mean “report”?")) {
            try probe.prepare(dag()) { $0.markSuccess = ["repot"] }
        }
    }

    @Test func markedTasksAreTakenAsDone() async throws {
        let dag = DAG("dag") {
            let ran = ran
            let one = task("load_one") { _ in ran.note("one") }
            let two = task("load_two") { _ in ran.note("two") }
            let end = task("end") { _ in ran.note("end") }
            [one, two] >>> end
        }
        let record = try await Probe().run(dag) { $0.markSuccess = ["load_*"] }
        #expect(record.state == .success)
        #expect(ran.notes == ["end"])
        let attempt = record.instances[TaskInstanceID("load_one")]?.attempts.last
        #expect(attempt?.outcome?.message == "marked as success")
    }

    @Test func anOutputOfAMarkedTaskThatIsTakenMustBeGiven() async throws {
        let probe = try Probe()
        #expect(
            throws: RunError.badOption(
                "task each takes the output of list, which --mark-success does not run: give it with --input 'list=JSON',"
                    + " take it from an earlier run with --outputs-from RUN, or mark each as well")
        ) { try probe.prepare(dag()) { $0.markSuccess = ["list"] } }
        let given = try await probe.run(dag()) { configuration in
            configuration.markSuccess = ["list"]
            configuration.inputs = ["list": .array([.int(5), .int(6)])]
            configuration.runID = "one"
        }
        #expect(given.state == .success)
        #expect(given.instances[TaskInstanceID("report")]?.value == Array(#""110""#.utf8))
        #expect(ran.count("list") == 0)
        ran.clear()
        let taken = try await probe.run(dag()) { configuration in
            configuration.markSuccess = ["each"]
            configuration.outputsFrom = "one"
        }
        #expect(taken.instances[TaskInstanceID("report")]?.value == Array(#""110""#.utf8))
        // Its upstream is not marked, and so is run.
        #expect(ran.notes.sorted() == ["list", "report", "sum"])
    }

    @Test func anOutputThatOneCanDoWithoutNeedNotBeGiven() async throws {
        let dag = DAG("dag") {
            let side = task("side") { _ in 1 }
            task("end", side.output.optional) { value in value ?? 0 }
        }
        let record = try await Probe().run(dag) { $0.markSuccess = ["side"] }
        #expect(record.instances[TaskInstanceID("end")]?.value == Array("0".utf8))
        let only = try await Probe().run(dag) { $0.selection.only = ["end"] }
        #expect(only.instances[TaskInstanceID("end")]?.value == Array("0".utf8))
    }

    @Test(arguments: [
        (
            "list", JSONValue.array([.int(1), .string("two")]),
            "([Int]): a number is expected, and this is a string at [1]"
        ),
        ("list", .object([:]), "([Int]): an array is expected, and this is an object"),
        (
            "each", .array([.int(1), .bool(true)]),
            "of instance 1 is not what the task returns (Int): a number is expected, and this is a boolean"
        ),
    ])
    func refusesValuesOfAnotherType(name: String, value: JSONValue, message: String) async throws {
        do {
            _ = try Probe().prepare(dag()) { configuration in
                configuration.selection.from = ["each", "sum"]
                configuration.selection.only = name == "list" ? ["each"] : ["sum"]
                configuration.inputs = [name: value]
            }
            Issue.record("the run was prepared")
        } catch let error as RunError {
            #expect("\(error)".hasPrefix("--input \(name): the value"))
            #expect("\(error)".contains(message), "\(error)")
        }
    }

    @Test func refusesOutputsOfAnEarlierVersionThatDoNotFit() async throws {
        let probe = try Probe()
        let before = DAG("dag") {
            let list = task("list") { _ in ["a"] }
            task("use", list.output) { list in list.count }
        }
        _ = try await probe.run(before) { $0.runID = "one" }
        let after = DAG("dag") {
            let list = task("list") { _ in [1] }
            task("use", list.output) { list in list.count }
        }
        #expect(
            throws: RunError.badOption(
                "--outputs-from: task list: the value is not what the task returns ([Int]): a number is expected, and"
                    + " this is a string at [0]")
        ) {
            try probe.prepare(after) { configuration in
                configuration.selection.only = ["use"]
                configuration.outputsFrom = "one"
            }
        }
    }
}
