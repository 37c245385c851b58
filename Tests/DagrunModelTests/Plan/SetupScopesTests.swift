// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunTestSupport
import Testing

@testable import DagrunModel

struct SetupScopesTests {
    /// A random graph in which every edge leads from a lower number to a higher one.
    private func graph(_ random: inout SeededGenerator) throws -> PlanGraph {
        let count = 2 + random.below(14)
        var tasks = (0..<count).map { TaskDefinition(taskID: "t\($0)") }
        var edges: [EdgeDefinition] = []
        for to in 1..<count {
            for _ in 0..<random.below(3) {
                edges.append(EdgeDefinition(from: "t\(random.below(to))", to: "t\(to)"))
            }
            let setups = (0..<to).filter { tasks[$0].teardown == nil && random.chance(20) }
            if random.chance(30), !setups.isEmpty {
                tasks[to].teardown = .init(setups: setups.map { "t\($0)" })
            } else if random.chance(30) {
                tasks[to].isSetup = true
            }
        }
        return try PlanGraph(DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: tasks, edges: edges))
    }

    /// For each task, all tasks behind it.
    private func reach(_ graph: PlanGraph) -> [Set<Int>] {
        var reach = [Set<Int>](repeating: [], count: graph.taskCount)
        for task in graph.topologicalOrder.reversed() {
            for target in graph.downstream(of: task).map({ Int($0) }) {
                reach[task].formUnion(reach[target].union([target]))
            }
        }
        return reach
    }

    @Test(arguments: 0..<300)
    func `setups and scopes are those that reachability says`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let graph = try graph(&random)
        let reach = reach(graph)
        let setups = graph.tasks.indices.filter { graph.tasks[$0].isSetup }
        func teardowns(_ setup: Int) -> [Int] {
            graph.downstream(of: setup).map { Int($0) }.filter { graph.tasks[$0].isTeardown }
        }
        for task in graph.tasks.indices {
            let relevant = setups.filter { setup in
                reach[setup].contains(task) && !graph.downstream(of: setup).contains(Int32(task))
                    && (teardowns(setup).isEmpty || teardowns(setup).contains { reach[task].contains($0) })
            }
            #expect(graph.indirectSetups.row(task).map { Int($0) } == (graph.tasks[task].isTeardown ? [] : relevant))
            let scope = graph.tasks.indices.filter { inside in
                reach[inside].contains(task) && !graph.downstream(of: inside).contains(Int32(task))
                    && setups.contains { teardowns($0).contains(task) && reach[$0].contains(inside) }
            }
            #expect(graph.scopes.row(task).map { Int($0) } == (graph.tasks[task].isTeardown ? scope : []))
        }
    }
}
