// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct DocumentFaultTests {
    /// One change that spoils a good document, and the fault it must give.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        var change: @Sendable (inout DAGDocument) -> Void
        var code: DocumentFaultCode
        var subject: DocumentFault.Subject
        var words: String

        init(
            _ code: DocumentFaultCode, _ subject: DocumentFault.Subject, _ words: String,
            _ change: @escaping @Sendable (inout DAGDocument) -> Void
        ) {
            self.change = change
            self.code = code
            self.subject = subject
            self.words = words
        }

        var testDescription: String { "\(code) \(subject) \(words)" }
    }

    /// Places of the tasks of the sample: open, choose, load.one, stop, close.
    private static let graphCases: [Spoiled] = [
        Spoiled(.duplicateID, .task("stop"), "two tasks") { $0.tasks[4].taskID = "stop" },
        Spoiled(.duplicateID, .task("load"), "a task and a group") { $0.tasks.append(TaskDefinition(taskID: "load")) },
        Spoiled(.duplicateID, .group("load"), "two groups") { $0.groups.append(TaskGroupDefinition(groupID: "load")) },
        Spoiled(.badID, .task("a b"), "holds \" \"") { $0.tasks.append(TaskDefinition(taskID: "a b")) },
        Spoiled(.badID, .task(""), "empty") { $0.tasks.append(TaskDefinition(taskID: "")) },
        Spoiled(.badID, .task("a\n"), "holds \"\\n\"") { $0.tasks.append(TaskDefinition(taskID: "a\n")) },
        Spoiled(.badID, .dag, "251 characters") { $0.dag.dagID = String(repeating: "d", count: 251) },
        Spoiled(.badID, .group("load.x.y"), "holds \".\"") {
            $0.groups.append(TaskGroupDefinition(groupID: "load.x.y", parent: "load"))
        },
        Spoiled(.unknownGroup, .group("x"), "no group") {
            $0.groups.append(TaskGroupDefinition(groupID: "x", parent: "y"))
        },
        Spoiled(.unknownGroup, .group("load.inner"), "before it") { $0.groups.reverse() },
        Spoiled(.unknownGroup, .task("stop"), "\"nowhere\"") { $0.tasks[3].group = "nowhere" },
        Spoiled(.unknownTask, .edge(from: "opne", to: "stop"), "did you mean \"open\"?") {
            $0.edges.append(EdgeDefinition(from: "opne", to: "stop"))
        },
        Spoiled(.unknownTask, .task("choose"), "its input \"x\"") {
            $0.tasks[1].inputs.append(.init(name: "x", task: "nobody", type: "Int"))
        },
        Spoiled(.selfEdge, .edge(from: "stop", to: "stop"), "leads back") {
            $0.edges.append(EdgeDefinition(from: "stop", to: "stop"))
        },
        Spoiled(.selfEdge, .edge(from: "load", to: "load.one"), "inside") {
            $0.edges.append(EdgeDefinition(from: "load", to: "load.one"))
        },
        Spoiled(.selfEdge, .edge(from: "load.inner", to: "load"), "inside") {
            $0.edges.append(EdgeDefinition(from: "load.inner", to: "load"))
        },
        Spoiled(.cycle, .task("choose"), "choose -> stop -> choose") {
            $0.edges.append(EdgeDefinition(from: "stop", to: "choose"))
        },
        Spoiled(.cycle, .task("choose"), "choose -> load.one -> choose") {
            $0.edges.append(EdgeDefinition(from: "load", to: "choose"))
        },
        Spoiled(.cycle, .task("open"), "open -> close -> open") {
            $0.tasks[0].inputs = [.init(name: "x", task: "close", type: "Int")]
        },
        Spoiled(.badTeardown, .task("close"), "\"opne\" is no task; did you mean") {
            $0.tasks[4].teardown?.setups = ["opne"]
        },
        Spoiled(.badTeardown, .task("close"), "not marked") { $0.tasks[4].teardown?.setups = ["stop"] },
        Spoiled(.badTeardown, .task("close"), "a setup and a teardown") { $0.tasks[4].isSetup = true },
        Spoiled(.badTriggerRule, .task("close"), "all_done_setup_success") { $0.tasks[4].triggerRule = .oneFailed },
        Spoiled(.badTriggerRule, .task("choose"), "follows the setup \"open\"") { $0.tasks[1].triggerRule = .allDone },
        Spoiled(.badTriggerRule, .task("stop"), "fail_fast") { $0.dag.failFast = true },
        Spoiled(.badTriggerRule, .task("load.one"), "mapped over another") {
            $0.tasks[0].isSetup = false
            $0.tasks[4].teardown = nil
            $0.tasks[2].triggerRule = .always
        },
        Spoiled(.badBranch, .task("choose"), "no task or group; did you mean \"stop\"?") {
            $0.tasks[1].branchPaths["x"] = ["stopp"]
        },
        Spoiled(.badBranch, .task("choose"), "not right behind") { $0.tasks[1].branchPaths["x"] = ["close"] },
        Spoiled(.badBranch, .task("choose"), "make it a branch") { $0.tasks[1].kind = .plain },
        Spoiled(.badMapping, .task("load.one"), "is a String") { $0.tasks[0].outputType = "String" },
        Spoiled(.badMapping, .task("load.one"), "returns nothing") { $0.tasks[0].outputType = nil },
        Spoiled(.badMapping, .task("load.one"), "over nothing") { $0.tasks[2].expand?.over = [] },
        Spoiled(.badMapping, .task("load.one"), "either") { $0.tasks[2].expand?.over[0].literal = nil },
        Spoiled(.badMapping, .task("load.one"), "100 instances") {
            let list = [JSONValue](repeating: 1, count: 10)
            $0.tasks[2].expand?.mode = .product
            $0.tasks[2].expand?.over = [.init(name: "a", literal: list), .init(name: "b", literal: list)]
        },
        Spoiled(.badMapping, .task("load.one"), "one length") {
            $0.tasks[2].expand?.over = [.init(name: "a", literal: [1]), .init(name: "b", literal: [1, 2])]
        },
        Spoiled(.badNumber, .task("load.one"), "limit") { $0.tasks[2].expand?.limit = 0 },
        Spoiled(.nestedMapping, .task("load.one"), "\"load\"") {
            $0.groups[0].expand = ExpandDefinition(over: [.init(name: "g", literal: [1])])
        },
        Spoiled(.nestedMapping, .group("load.inner"), "\"load\"") {
            $0.tasks[2].expand = nil
            $0.groups[0].expand = ExpandDefinition(over: [.init(name: "g", literal: [1])])
            $0.groups[1].expand = ExpandDefinition(over: [.init(name: "g", literal: [1])])
        },
        Spoiled(.selfEdge, .group("load"), "its own task") {
            $0.tasks[2].expand = nil
            $0.tasks[2].outputType = "[Int]"
            $0.groups[0].expand = ExpandDefinition(over: [.init(name: "g", task: "load.one")])
        },
        Spoiled(.duplicateArgument, .task("load.one"), "\"a\"") {
            $0.tasks[2].inputs = [.init(name: "a", task: "open", type: "[String]")]
        },
    ]

    private static let settingCases: [Spoiled] = [
        Spoiled(.badNumber, .task("stop"), "retries is -1") { $0.tasks[3].retries = -1 },
        Spoiled(.badNumber, .task("stop"), "retry_delay is -1.0") { $0.tasks[3].retryDelay = -1 },
        Spoiled(.badNumber, .task("stop"), "retry_delay is NaN") { $0.tasks[3].retryDelay = .nan },
        Spoiled(.badNumber, .task("stop"), "retry_exponential_backoff") { $0.tasks[3].retryExponentialBackoff = -2 },
        Spoiled(.badNumber, .task("stop"), "max_retry_delay") { $0.tasks[3].maxRetryDelay = 0 },
        Spoiled(.badNumber, .task("stop"), "execution_timeout") { $0.tasks[3].executionTimeout = 0 },
        Spoiled(.badNumber, .task("stop"), "pool_slots") { $0.tasks[3].poolSlots = 0 },
        Spoiled(.badNumber, .task("stop"), "max_active_tis_per_dag ") { $0.tasks[3].maxActivePerDAG = 0 },
        Spoiled(.badNumber, .task("stop"), "max_active_tis_per_dagrun") { $0.tasks[3].maxActivePerRun = 0 },
        Spoiled(.badNumber, .task("stop"), "32 bits") { $0.tasks[3].priorityWeight = 1 << 31 },
        Spoiled(.badNumber, .dag, "max_active_runs") { $0.dag.maxActiveRuns = 0 },
        Spoiled(.badNumber, .dag, "max_active_tasks") { $0.dag.maxActiveTasks = 0 },
        Spoiled(.badNumber, .dag, "dagrun_timeout") { $0.dag.runTimeout = -5 },
        Spoiled(.badNumber, .dag, "a deadline's interval") { $0.dag.deadlines[0].interval = -1 },
        Spoiled(.badNumber, .dag, "a deadline's max_runs") {
            $0.dag.deadlines[0].maximumRuns = 0
            $0.dag.deadlines[0].minimumRuns = nil
        },
        Spoiled(.badNumber, .dag, "asks for 6 runs") { $0.dag.deadlines[0].minimumRuns = 6 },
        Spoiled(.badNumber, .dag, "argument of a deadline") { $0.dag.deadlines[0].arguments = ["a": .double(.nan)] },
        Spoiled(.badDate, .dag, "a deadline's datetime") { $0.dag.deadlines[1].datetime = nil },
        Spoiled(.unknownCallback, .dag, "names with dots") { $0.dag.deadlines[0].callback = "lab..alarm" },
        Spoiled(.badName, .dag, "\"context\"") { $0.dag.deadlines[0].arguments = ["context": 1] },
        Spoiled(.badNumber, .dag, "the schedule's seconds") { $0.dag.schedule = .every(seconds: 0) },
        Spoiled(.badName, .task("stop"), "queue is empty") { $0.tasks[3].queue = "" },
        Spoiled(.badName, .task("stop"), "a comma or a space") { $0.tasks[3].queue = "a,b" },
        Spoiled(.badName, .task("stop"), "executor") { $0.tasks[3].executor = "a,b" },
        Spoiled(.badName, .task("stop"), "owner is empty") { $0.tasks[3].owner = " " },
        Spoiled(.badName, .task("stop"), "257 characters") { $0.tasks[3].pool = String(repeating: "p", count: 257) },
        Spoiled(.badName, .dag, "101 characters") { $0.dag.tags = [String(repeating: "t", count: 101)] },
        Spoiled(.badName, .task("stop"), "asset name is empty") { $0.tasks[3].outlets = [AssetDefinition(name: "")] },
        Spoiled(.unknownPool, .task("stop"), "did you mean \"disk\"?") { $0.tasks[3].pool = "dsik" },
        Spoiled(.unknownCallback, .task("stop"), "\"sucess\"") { $0.tasks[3].callbacks = ["sucess"] },
        Spoiled(.unknownCallback, .dag, "\"retry\"") { $0.dag.callbacks = ["retry"] },
        Spoiled(.badDate, .dag, "is not an instant") { $0.dag.startDate = "yesterday" },
        Spoiled(.badDate, .dag, "lies behind") { $0.dag.startDate = "2027-01-01T00:00:00.5Z" },
        Spoiled(.catchupWithoutStart, .dag, "start_date") { $0.dag.startDate = nil },
        Spoiled(.badSchedule, .dag, "max_active_runs to 1") {
            $0.dag.schedule = .continuous
            $0.dag.maxActiveRuns = 2
        },
        Spoiled(.badSchedule, .dag, "no asset") { $0.dag.schedule = .assets([], all: true) },
        Spoiled(.badSchedule, .dag, "no cron") { $0.dag.schedule = .cron([], timeZone: "UTC") },
        Spoiled(.badDefault, .param("count"), "must be at least 1, not 0") { $0.dag.params["count"]?.defaultValue = 0 },
        Spoiled(.badDefault, .param("count"), "needs a default") { $0.dag.params["count"]?.defaultValue = nil },
        Spoiled(.badSchema, .param("count"), "did you mean \"integer\"?") {
            $0.dag.params["count"]?.schema["type"] = "intger"
        },
        Spoiled(.badSchema, .param("note"), "not a regular expression") {
            $0.dag.params["note"]?.schema["pattern"] = "[a"
        },
    ]

    @Test func `a good document has no faults`() {
        #expect(SampleDocuments.full.faults(knownPools: ["default_pool", "disk"]) == [])
    }

    @Test(arguments: graphCases + settingCases)
    func `a spoilt document has exactly that fault`(_ spoiled: Spoiled) {
        var document = SampleDocuments.full
        spoiled.change(&document)
        let longPool = String(repeating: "p", count: 257)
        let faults = document.faults(knownPools: ["default_pool", "disk", longPool])
        #expect(
            faults.contains {
                $0.code == spoiled.code && $0.subject == spoiled.subject && $0.message.contains(spoiled.words)
            }, "\(faults)")
        // A renamed or misplaced id is missed elsewhere too; any other fault stands alone.
        let spreads: Set<DocumentFaultCode> = [.unknownGroup, .duplicateID]
        if !spreads.contains(spoiled.code) { #expect(faults.count == 1, "\(faults)") }
    }

    @Test func `all faults are told at once`() {
        var document = SampleDocuments.full
        for spoiled in Self.settingCases.prefix(10) { spoiled.change(&document) }
        document.edges.append(EdgeDefinition(from: "stop", to: "choose"))
        // Two of the ten set the same delay.
        #expect(document.faults().count == 10)
    }

    @Test(arguments: ["task", "größe", "数据", "a-b.c_d", "x²", "٣"])
    func `ids that Airflow takes are taken`(_ id: String) {
        #expect(DAGDocument(dag: DAGDefinition(dagID: id), tasks: [TaskDefinition(taskID: id)]).faults() == [])
    }

    @Test(arguments: ["a/b", "a:b", "e\u{301}x", "😀", "a\u{a0}b", "a%"])
    func `ids that Airflow refuses are refused`(_ id: String) {
        #expect(DAGDocument(dag: DAGDefinition(dagID: id), tasks: []).faults().map(\.code) == [.badID])
    }

    @Test func `each knot of tasks is one cycle, shown at its shortest`() throws {
        let ids = (0..<40).map { "t\($0)" }
        var edges = (0..<30).map { EdgeDefinition(from: ids[$0], to: ids[($0 + 1) % 30]) }
        edges += [EdgeDefinition(from: "t30", to: "t31"), EdgeDefinition(from: "t31", to: "t30")]
        edges += [EdgeDefinition(from: "t5", to: "t35"), EdgeDefinition(from: "t3", to: "t30")]
        let document = DAGDocument(
            dag: DAGDefinition(dagID: "d"), tasks: ids.map { TaskDefinition(taskID: $0) }, edges: edges)
        let faults = document.faults()
        #expect(faults.map(\.code) == [.cycle, .cycle])
        #expect(faults[0].message.contains("t0 -> t1 -> t2"))
        #expect(faults[0].message.contains("… 11 more … -> t21"))
        #expect(faults[1].message == "tasks wait for each other: t30 -> t31 -> t30; take one edge away")
        #expect(faults[1].description == "task \"t30\": \(faults[1].message)")
    }

    @Test func `a path of a branch may lead into a group right behind, or to the group around a task right behind`() {
        var document = SampleDocuments.full
        document.tasks[1].branchPaths = ["a": ["load.one"], "b": ["load.inner"], "c": ["load"]]
        #expect(document.faults() == [])
        document.edges[1] = EdgeDefinition(from: "choose", to: "load.one")
        document.tasks[1].branchPaths = ["a": ["load"]]
        #expect(document.faults() == [])
    }

    @Test func `a mapped task, a dictionary and an unknown type can be mapped over`() {
        var document = SampleDocuments.full
        for type in ["[String: Int]", "Array<Int>", "Rows", "[Int]?"] {
            document.tasks[0].outputType = type
            #expect(document.faults() == [])
        }
        document.tasks[0].outputType = "Int"
        document.tasks[0].expand = ExpandDefinition(over: [.init(name: "x", literal: [1])])
        #expect(document.faults() == [])
    }
}
