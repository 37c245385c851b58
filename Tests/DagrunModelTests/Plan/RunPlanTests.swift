// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

struct RunPlanTests {
    private func graph(
        _ tasks: [TaskDefinition], _ edges: [(String, String)] = [], failFast: Bool = false
    ) throws -> PlanGraph {
        var dag = DAGDefinition(dagID: "d")
        dag.failFast = failFast
        return try PlanGraph(
            DAGDocument(dag: dag, tasks: tasks, edges: edges.map { EdgeDefinition(from: $0.0, to: $0.1) }))
    }

    private func task(_ id: String, _ change: (inout TaskDefinition) -> Void = { _ in }) -> TaskDefinition {
        var task = TaskDefinition(taskID: id)
        change(&task)
        return task
    }

    private func mapped(_ id: String, over tasks: String..., mode: ExpandDefinition.Mode = .product, limit: Int = 1024)
        -> TaskDefinition
    {
        task(id) {
            $0.expand = ExpandDefinition(mode: mode, over: tasks.map { .init(name: $0, task: $0) }, limit: limit)
        }
    }

    /// Starts and ends an instance.
    private func run(_ plan: inout RunPlan, _ instance: PlanInstance, _ outcome: RunPlan.Outcome) -> [RunPlan.Action] {
        plan.handle(.started(instance)) + plan.handle(.ended(instance, outcome))
    }

    @Test
    func `a retry waits for its timer and gets the next try number`() throws {
        var plan = RunPlan(try graph([task("a") { $0.retries = 1 }]))
        let a = PlanInstance(0)
        let actions1 = plan.start()
        #expect(actions1 == [.start(a, tryNumber: 1)])
        let actions2 = run(&plan, a, .failed())
        #expect(actions2 == [.ended(a, tryNumber: 1, .upForRetry, message: nil)])
        #expect(plan.waiting == 1 && plan.isIdle)
        let actions3 = plan.handle(.due(a))
        #expect(actions3 == [.start(a, tryNumber: 2)])
        let actions4 = run(&plan, a, .failed())
        #expect(
            actions4 == [.ended(a, tryNumber: 2, .failed, message: nil), .runEnded(.failed, reason: "task_failure")])
    }

    @Test
    func `a failure that no retry helps is not retried`() throws {
        var plan = RunPlan(try graph([task("a") { $0.retries = 5 }]))
        _ = plan.start()
        #expect(plan.ending(PlanInstance(0), .failed(retryable: false)).state == .failed)
        #expect(plan.ending(PlanInstance(0), .failed()).state == .upForRetry)
    }

    @Test
    func `a rescheduled sensor and a deferred task go on with the same try`() throws {
        var plan = RunPlan(try graph([task("a"), task("b")]))
        _ = plan.start()
        let (a, b) = (PlanInstance(0), PlanInstance(1))
        let actions5 = run(&plan, a, .rescheduled)
        #expect(actions5 == [.ended(a, tryNumber: 1, .upForReschedule, message: nil)])
        let actions6 = run(&plan, b, .deferred)
        #expect(actions6 == [.ended(b, tryNumber: 1, .deferred, message: nil)])
        let actions7 = plan.handle(.due(a))
        #expect(actions7 == [.start(a, tryNumber: 1)])
        let actions8 = plan.handle(.due(b))
        #expect(actions8 == [.start(b, tryNumber: 1)])
    }

    @Test
    func `a branch takes away what was to start but does not run`() throws {
        let rule: (inout TaskDefinition) -> Void = { $0.triggerRule = .oneSuccess }
        var plan = RunPlan(
            try graph(
                [task("a"), task("b") { $0.kind = .branch }, task("x", rule), task("y", rule)],
                [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]))
        _ = plan.start()
        _ = plan.handle(.started(PlanInstance(1)))
        _ = run(&plan, PlanInstance(0), .success())
        _ = plan.handle(.started(PlanInstance(3)))
        let actions = plan.handle(.ended(PlanInstance(1), .success(choice: .follow([]))))
        #expect(
            actions == [
                .ended(PlanInstance(1), tryNumber: 1, .success, message: nil),
                .decided(PlanInstance(2), .skipped, message: nil),
            ])
        #expect(plan.state(PlanInstance(3)) == .running)
        #expect(plan.tryNumber(PlanInstance(2)) == 1)
    }

    @Test
    func `a list too long to map over fails its task, and so does a missing one`() throws {
        var plan = RunPlan(try graph([task("a"), mapped("m", over: "a", limit: 2)]))
        _ = plan.start()
        let a = PlanInstance(0)
        #expect(plan.ending(a, .success(length: 2)).state == .success)
        #expect(plan.ending(a, .success(length: 3)).state == .failed)
        #expect(plan.ending(a, .success()).state == .failed)
        let actions = run(&plan, a, .success(length: 3))
        #expect(actions.contains(.decided(PlanInstance(1), .upstreamFailed, message: nil)))
        #expect(plan.runState == .failed)
    }

    @Test
    func `lists of different length can't be zipped`() throws {
        var plan = RunPlan(try graph([task("a"), task("b"), mapped("m", over: "a", "b", mode: .zip)]))
        _ = plan.start()
        _ = run(&plan, PlanInstance(0), .success(length: 2))
        let actions = run(&plan, PlanInstance(1), .success(length: 3))
        guard case .decided(PlanInstance(2), .failed, let message)? = actions.dropFirst().first else {
            Issue.record("\(actions)")
            return
        }
        #expect(message?.contains("2 and 3") == true)
        #expect(plan.runState == .failed)
    }

    @Test
    func `instances know the elements they get`() throws {
        var plan = RunPlan(try graph([task("a"), task("b"), mapped("m", over: "a", "b")]))
        _ = plan.start()
        _ = run(&plan, PlanInstance(0), .success(length: 2))
        let actions = run(&plan, PlanInstance(1), .success(length: 3))
        #expect(actions.contains(.mapped(task: 2, count: 6)))
        #expect(plan.count(of: 2) == 6)
        #expect(plan.sourceIndices(PlanInstance(2, mapIndex: 4)) == [1, 1])
        #expect(plan.sourceIndices(PlanInstance(2, mapIndex: 6)) == nil)
        #expect(plan.sourceIndices(PlanInstance(0)) == nil)
    }

    @Test
    func `in a fail-fast DAG the first failure cancels, skips and spares teardowns`() throws {
        var plan = RunPlan(
            try graph(
                [
                    task("s") { $0.isSetup = true }, task("a"), task("b"), task("c"),
                    task("t") { $0.teardown = .init(setups: ["s"]) },
                ], [("s", "a"), ("s", "b"), ("b", "c"), ("a", "t"), ("c", "t")], failFast: true))
        _ = plan.start()
        _ = run(&plan, PlanInstance(0), .success())
        _ = plan.handle(.started(PlanInstance(2)))
        let actions = run(&plan, PlanInstance(1), .failed())
        #expect(actions.contains(.cancel(PlanInstance(2))))
        #expect(plan.state(PlanInstance(2)) == .failed)
        #expect(plan.state(PlanInstance(3)) == .skipped)
        #expect(actions.contains(.start(PlanInstance(4), tryNumber: 1)))
        let actions9 = plan.handle(.ended(PlanInstance(2), .success()))
        #expect(actions9 == [])
        let actions10 = run(&plan, PlanInstance(4), .success())
        #expect(actions10.last == .runEnded(.failed, reason: "task_failure"))
    }

    @Test
    func `a run that takes too long is skipped to its end`() throws {
        var plan = RunPlan(try graph([task("a"), task("b")], [("a", "b")]))
        _ = plan.start()
        _ = plan.handle(.started(PlanInstance(0)))
        let actions = plan.handle(.timedOut)
        #expect(actions.first == .cancel(PlanInstance(0)))
        #expect(actions.last == .runEnded(.failed, reason: "timed_out"))
        #expect(plan.state(PlanInstance(1)) == .skipped)
    }

    @Test
    func `a run that can't go on is deadlocked`() throws {
        // Airflow waits for a removed setup to succeed when the instance behind it is not mapped.
        let graph = try graph(
            [task("s") { $0.isSetup = true }, task("a"), task("w")], [("s", "a"), ("a", "w")])
        var plan = RunPlan(
            graph,
            seed: RunSeed(instances: [PlanInstance(0): .init(state: .removed), PlanInstance(1): .init(state: .success)])
        )
        let actions11 = plan.start()
        #expect(actions11 == [.runEnded(.failed, reason: "all_tasks_deadlocked")])
        #expect(plan.state(PlanInstance(2)) == nil)
    }

    @Test
    func `a teardown waits for all that its setups are for, not only for what is right in front of it`() throws {
        let graph = try graph(
            [
                task("s") { $0.isSetup = true }, task("slow"), task("quick"),
                task("w") { $0.triggerRule = .oneSuccess }, task("t") { $0.teardown = .init(setups: ["s"]) },
            ], [("s", "slow"), ("s", "quick"), ("slow", "w"), ("quick", "w"), ("w", "t")])
        var plan = RunPlan(graph)
        _ = plan.start()
        _ = run(&plan, PlanInstance(0), .success())
        _ = run(&plan, PlanInstance(2), .success())
        let early = run(&plan, PlanInstance(3), .success())
        #expect(early == [.ended(PlanInstance(3), tryNumber: 1, .success, message: nil)])
        let late = run(&plan, PlanInstance(1), .success())
        #expect(late.last == .start(PlanInstance(4), tryNumber: 1))
    }

    @Test
    func `a task waits for a setup far in front of it and fails with it`() throws {
        // `a` does not mind the failure of the setup, but what comes behind it needs the setup.
        let graph = try graph(
            [
                task("s") { $0.isSetup = true }, task("a") { $0.triggerRule = .allDone }, task("b"),
                task("t") { $0.teardown = .init(setups: ["s"]) }, task("z"),
            ], [("s", "a"), ("a", "b"), ("b", "t"), ("t", "z")])
        var plan = RunPlan(graph)
        _ = plan.start()
        let actions = run(&plan, PlanInstance(0), .failed())
        #expect(actions.contains(.start(PlanInstance(1), tryNumber: 1)))
        #expect(actions.contains(.decided(PlanInstance(2), .upstreamFailed, message: nil)))
    }

    @Test
    func `all tasks of a mapped group are expanded together, whatever their names`() throws {
        let document = DAGDocument(
            dag: DAGDefinition(dagID: "d"),
            groups: [TaskGroupDefinition(groupID: "g", expand: ExpandDefinition(over: [.init(name: "x", task: "s")]))],
            tasks: [task("s")] + ["g.z", "g.a", "g.m"].map { TaskDefinition(taskID: $0, group: "g") },
            edges: [EdgeDefinition(from: "g.z", to: "g.a"), EdgeDefinition(from: "g.a", to: "g.m")])
        var plan = RunPlan(try PlanGraph(document))
        _ = plan.start()
        let actions = run(&plan, PlanInstance(0), .success(length: 2))
        #expect((1...3).allSatisfy { actions.contains(.mapped(task: $0, count: 2)) })
        let behind = run(&plan, PlanInstance(1, mapIndex: 1), .success())
        #expect(behind.last == .start(PlanInstance(2, mapIndex: 1), tryNumber: 1))
        #expect(plan.state(PlanInstance(2, mapIndex: 0)) == nil)
    }

    @Test
    func `after a stop nothing starts, and the run does not end`() throws {
        var plan = RunPlan(try graph([task("a"), task("b")], [("a", "b")]))
        _ = plan.start()
        let actions12 = plan.handle(.stop)
        #expect(actions12 == [])
        let actions13 = run(&plan, PlanInstance(0), .success())
        #expect(actions13 == [.ended(PlanInstance(0), tryNumber: 1, .success, message: nil)])
        #expect(plan.runState == .running && plan.isIdle)
    }

    @Test
    func `a mark from outside ends an instance, cancels it and lets others go on`() throws {
        var plan = RunPlan(try graph([task("a"), task("b")], [("a", "b")]))
        _ = plan.start()
        _ = plan.handle(.started(PlanInstance(0)))
        let actions14 = plan.handle(.marked(PlanInstance(0), .success))
        #expect(
            actions14 == [
                .cancel(PlanInstance(0)), .decided(PlanInstance(0), .success, message: nil),
                .start(PlanInstance(1), tryNumber: 1),
            ])
        let actions15 = plan.handle(.marked(PlanInstance(1), .running))
        #expect(actions15 == [])
    }

    @Test
    func `events about instances that are not there are ignored`() throws {
        var plan = RunPlan(try graph([task("a")]))
        _ = plan.start()
        for instance in [PlanInstance(-1), PlanInstance(9), PlanInstance(0, mapIndex: 3), PlanInstance(.max)] {
            let actions16 = plan.handle(.ended(instance, .success()))
            #expect(actions16 == [])
            let actions17 = plan.handle(.due(instance))
            #expect(actions17 == [])
            let actions18 = plan.handle(.marked(instance, .failed))
            #expect(actions18 == [])
            #expect(plan.state(instance) == nil)
        }
        let actions19 = plan.handle(.due(PlanInstance(0)))
        #expect(actions19 == [])
    }

    @Test
    func `a record of an interrupted run becomes its seed`() throws {
        let graph = try graph([task("a"), mapped("m", over: "a"), task("z")], [("m", "z")])
        let now = Date(timeIntervalSince1970: 0)
        var record = RunRecord(facts: RunFacts(dagID: "d", runID: "r", runAfter: now), start: now)
        let m0 = TaskInstanceID("m", mapIndex: 0)
        let m1 = TaskInstanceID("m", mapIndex: 1)
        for kind in [
            .started(TaskInstanceID("a"), tryNumber: 1),
            .ended(TaskInstanceID("a"), tryNumber: 1, .init(state: .success, value: Array("[1,2]".utf8))),
            .mapped(taskID: "m", count: 2), .started(m0, tryNumber: 1), .started(m1, tryNumber: 1),
            .ended(m1, tryNumber: 1, .init(state: .success, value: Array("7".utf8))),
        ] as [RunEvent.Kind] { record.apply(RunEvent(time: now, kind: kind)) }
        var plan = RunPlan(graph, seed: RunSeed(record, graph: graph))
        let actions20 = plan.start()
        #expect(actions20 == [.start(PlanInstance(1, mapIndex: 0), tryNumber: 2)])
        // The lost try does not count against the retries; there are none.
        #expect(plan.ending(PlanInstance(1, mapIndex: 0), .failed()).state == .failed)
        #expect(plan.sourceIndices(PlanInstance(1, mapIndex: 1)) == [1])
        _ = run(&plan, PlanInstance(1, mapIndex: 0), .success())
        let actions21 = run(&plan, PlanInstance(2), .success())
        #expect(actions21.last == .runEnded(.success, reason: "success"))
    }
}
