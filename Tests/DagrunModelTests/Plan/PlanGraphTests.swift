// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

struct PlanGraphTests {
    private func document(
        _ tasks: [TaskDefinition], _ edges: [(String, String)] = [], groups: [TaskGroupDefinition] = [],
        failFast: Bool = false
    ) -> DAGDocument {
        var dag = DAGDefinition(dagID: "d")
        dag.failFast = failFast
        return DAGDocument(
            dag: dag, groups: groups, tasks: tasks, edges: edges.map { EdgeDefinition(from: $0.0, to: $0.1) })
    }

    private func task(_ id: String, group: String? = nil, _ change: (inout TaskDefinition) -> Void = { _ in })
        -> TaskDefinition
    {
        var task = TaskDefinition(taskID: id, group: group)
        change(&task)
        return task
    }

    private func upstream(_ graph: PlanGraph, _ id: String) -> [String] {
        graph.task(id).map { graph.upstream(of: $0).map { graph.taskID(Int($0)) } } ?? []
    }

    @Test
    func `all faults are told at once`() {
        let broken = document(
            [
                task("a"), task("a"), task("b", group: "nowhere"),
                task("m") { $0.expand = ExpandDefinition(over: [.init(name: "x", task: "gone")]) },
                task("t") { $0.teardown = .init(setups: ["none"]) },
                task("e") { $0.expand = ExpandDefinition(over: []) },
                task("w") {
                    $0.expand = ExpandDefinition(over: [.init(name: "x", literal: [1])])
                    $0.triggerRule = .always
                },
                task("g.n", group: "g") { $0.expand = ExpandDefinition(over: [.init(name: "x", literal: [1])]) },
            ], [("a", "zzz")],
            groups: [.init(groupID: "g", expand: ExpandDefinition(over: [.init(name: "x", literal: [1])]))])
        let error = #expect(throws: PlanGraphError.self) { try PlanGraph(broken) }
        #expect(
            Set(error?.faults ?? []) == [
                .duplicateID("a"), .unknownID("nowhere", place: "The task 'b'"),
                .unknownID("gone", place: "The expansion of 'm'"), .unknownID("none", place: "The teardown 't'"),
                .emptyExpansion(id: "e"), .mappedAlways(task: "w"), .unknownID("zzz", place: "An edge"),
                .nestedMapping(id: "g.n", group: "g"),
            ])
    }

    @Test
    func `a cycle is told in its order`() {
        let error = #expect(throws: PlanGraphError.self) {
            try PlanGraph(
                document(
                    [task("x"), task("a"), task("b"), task("c")], [("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")]))
        }
        guard case .cycle(let ids)? = error?.faults.first else {
            Issue.record("no cycle")
            return
        }
        #expect(Set(ids) == ["a", "b", "c"])
        let next = ["a": "b", "b": "c", "c": "a"]
        for (place, id) in ids.enumerated() { #expect(next[id] == ids[(place + 1) % ids.count]) }
    }

    @Test(arguments: [TriggerRule.allDone, .oneFailed, .always])
    func `a fail-fast DAG takes no rule but the default`(_ rule: TriggerRule) {
        let error = #expect(throws: PlanGraphError.self) {
            try PlanGraph(document([task("a") { $0.triggerRule = rule }], failFast: true))
        }
        #expect(error?.faults == [.failFastRule(task: "a")])
    }

    @Test
    func `a group begins with its first tasks and ends with what is in front of its teardown`() throws {
        let graph = try PlanGraph(
            document(
                [
                    task("a"), task("g.s", group: "g") { $0.isSetup = true }, task("g.w", group: "g"),
                    task("g.t", group: "g") { $0.teardown = .init(setups: ["g.s"]) }, task("z"),
                ], [("a", "g"), ("g.s", "g.w"), ("g.w", "g.t"), ("g", "z")], groups: [.init(groupID: "g")]))
        #expect(upstream(graph, "g.s") == ["a"])
        #expect(upstream(graph, "g.w") == ["g.s"])
        #expect(upstream(graph, "g.t") == ["g.s", "g.w"])
        #expect(upstream(graph, "z") == ["g.w"])
        #expect(graph.triggerRule(of: 3) == .allDoneSetupSuccess)
    }

    @Test
    func `edges between inner groups count for the outer one, and an empty group passes on`() throws {
        let graph = try PlanGraph(
            document(
                [task("a"), task("g.k.x", group: "g.k"), task("g.y", group: "g"), task("z")],
                [("g", "z"), ("a", "g"), ("g.k", "g.y"), ("a", "e"), ("e", "z")],
                groups: [.init(groupID: "g"), .init(groupID: "g.k", parent: "g"), .init(groupID: "e")]))
        #expect(upstream(graph, "g.k.x") == ["a"])
        #expect(upstream(graph, "g.y") == ["g.k.x"])
        #expect(upstream(graph, "z") == ["a", "g.y"])
    }

    @Test
    func `a branch that chooses a group goes on with its first tasks`() throws {
        let graph = try PlanGraph(
            document(
                [task("g.a", group: "g"), task("g.b", group: "g"), task("g.c", group: "g")], [("g.a", "g.b")],
                groups: [.init(groupID: "g")]))
        #expect(graph.branchTargets("g") == [0, 2])
        #expect(graph.branchTargets("g.b") == [1])
        #expect(graph.branchTargets("nowhere") == nil)
    }

    @Test
    func `priorities count each task behind or in front once and saturate`() throws {
        let diamond = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]
        let tasks = ["a", "b", "c", "d"].map { id in task(id) { $0.priorityWeight = 10 } }
        var graph = try PlanGraph(document(tasks, diamond))
        #expect((0..<4).map { graph.priority(of: $0) } == [40, 20, 20, 10])
        graph = try PlanGraph(
            document(
                tasks.map {
                    task($0.taskID) {
                        $0.weightRule = .upstream; $0.priorityWeight = 3
                    }
                }, diamond))
        #expect((0..<4).map { graph.priority(of: $0) } == [3, 6, 6, 12])
        graph = try PlanGraph(document(tasks.map { task($0.taskID) { $0.priorityWeight = .max } }, diamond))
        #expect((0..<4).map { graph.priority(of: $0) } == Array(repeating: 2_147_483_647, count: 4))
    }

    @Test
    func `priorities of a long chain are the same on both sides of the exact limit`() throws {
        for count in [600, 4096, 4097] {
            let edges = (1..<count).map { ("t\($0 - 1)", "t\($0)") }
            let graph = try PlanGraph(document((0..<count).map { task("t\($0)") }, edges))
            #expect(graph.priority(of: 0) == count)
            #expect(graph.priority(of: count - 1) == 1)
        }
    }
}
