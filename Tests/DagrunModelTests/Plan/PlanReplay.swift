// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

/// Drives a plan through the waves of a fixture and compares.
struct PlanReplay {
    let fixture: PlanFixture
    let graph: PlanGraph
    private var plan: RunPlan

    init(_ fixture: PlanFixture) throws {
        self.fixture = fixture
        graph = try PlanGraph(fixture.document)
        plan = RunPlan(graph)
    }

    mutating func run() throws {
        for (number, wave) in fixture.waves.enumerated() {
            var starts: [(instance: PlanInstance, tryNumber: Int)] = []
            var decided: [String] = []
            // Looks in which nothing happened are not in the fixture.
            while starts.isEmpty, decided.isEmpty {
                let actions = plan.look()
                try #require(!actions.isEmpty, "wave \(number): the plan has nothing more to do")
                for action in actions {
                    switch action {
                    case .start(let instance, let tryNumber): starts.append((instance, tryNumber))
                    case .decided(let instance, let state, _):
                        decided.append("\(graph.id(of: instance)) \(state.rawValue)")
                    case .runEnded(let state, let reason): Issue.record("wave \(number): ended \(state) \(reason)")
                    case .mapped: break
                    case .ended, .cancel: Issue.record("wave \(number): \(action)")
                    }
                }
            }
            #expect(
                decided.sorted() == wave.decided.map { "\($0.name) \($0.state ?? "")" }.sorted(),
                "\(fixture.id) wave \(number)")
            var ran: [String] = []
            var due: [PlanInstance] = []
            for (instance, tryNumber) in starts where plan.state(instance) == .scheduled {
                _ = plan.apply(.started(instance))
                let outcome = try fixture.outcome(instance, tryNumber: tryNumber, graph: graph)
                _ = plan.apply(.ended(instance, outcome))
                let state = plan.state(instance)
                if state == .upForRetry { due.append(instance) }
                ran.append("\(graph.id(of: instance)) \(tryNumber) \(state?.rawValue ?? "")")
            }
            let expected = wave.start.map { "\($0.name) \($0.tryNumber ?? 0) \($0.ends ?? "")" }
            #expect(ran == expected, "\(fixture.id) wave \(number)")
            for instance in due where plan.state(instance) == .upForRetry { _ = plan.apply(.due(instance)) }
        }
        try checkEnd()
    }

    private mutating func checkEnd() throws {
        var last: [RunPlan.Action] = []
        while case let actions = plan.look(), !actions.isEmpty { last = actions }
        #expect(plan.runState == fixture.expected.run, "\(fixture.id)")
        guard case .runEnded = last.last else {
            Issue.record("\(fixture.id): the run did not end; the last actions were \(last)")
            return
        }
        let states = (0..<graph.taskCount).flatMap { plan.instances(of: $0) }.map {
            "\(graph.id(of: $0)) \(plan.state($0)?.rawValue ?? "none") \(plan.tryNumber($0))"
        }
        let expected = fixture.expected.tasks.map { "\($0.name) \($0.state ?? "none") \($0.tryNumber ?? 0)" }
        #expect(states.sorted() == expected.sorted(), "\(fixture.id)")
    }
}

extension PlanFixture.Instance {
    var name: TaskInstanceID { TaskInstanceID(id, mapIndex: mapIndex) }
}
