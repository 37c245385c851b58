// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

/// Replays what Apache Airflow 3.3.2 did, look by look.
struct RunPlanFixtureTests {
    static let cases = PlanFixture.load("plan.json") + PlanFixture.load("plan-more.json")

    @Test(arguments: cases)
    func `groups, inputs and teardowns resolve to the edges and rules of Airflow`(_ fixture: PlanFixture) throws {
        let graph = try PlanGraph(fixture.document)
        for task in 0..<graph.taskCount {
            let resolved = try #require(fixture.resolved[graph.taskID(task)])
            #expect(
                graph.upstream(of: task).map { graph.taskID(Int($0)) }.sorted() == resolved.upstream.sorted(),
                "\(graph.taskID(task))")
            #expect(graph.triggerRule(of: task) == resolved.triggerRule, "\(graph.taskID(task))")
        }
    }

    @Test(arguments: cases)
    func `each look decides and starts what Airflow did`(_ fixture: PlanFixture) throws {
        var replay = try PlanReplay(fixture)
        try replay.run()
    }
}
