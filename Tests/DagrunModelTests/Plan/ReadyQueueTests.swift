// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import Testing

struct ReadyQueueTests {
    private func task(_ id: String, _ change: (inout TaskDefinition) -> Void = { _ in }) -> TaskDefinition {
        var task = TaskDefinition(taskID: id)
        task.weightRule = .absolute
        change(&task)
        return task
    }

    private func queue(_ tasks: [TaskDefinition], limit: Int = 100, pools: [String: Int] = ["default_pool": 128]) throws
        -> ReadyQueue
    {
        let graph = try PlanGraph(DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: tasks))
        return try ReadyQueue(graph, tasks: tasks, limit: limit, pools: pools)
    }

    private func drain(_ queue: inout ReadyQueue) -> [PlanInstance] {
        var taken: [PlanInstance] = []
        while let next = queue.next() { taken.append(next) }
        return taken
    }

    @Test
    func `the heaviest goes first, then the first declared, then the lowest map index`() throws {
        var queue = try queue([task("a"), task("b"), task("c") { $0.priorityWeight = 5 }])
        let instances = [
            PlanInstance(1, mapIndex: 1), PlanInstance(1, mapIndex: 0), PlanInstance(0), PlanInstance(2),
        ]
        for instance in instances { queue.insert(instance) }
        let taken1 = drain(&queue)
        #expect(taken1 == [instances[3], instances[2], instances[1], instances[0]])
    }

    @Test
    func `no more run at once than the limit allows`() throws {
        var queue = try queue([task("a"), task("b"), task("c")], limit: 2)
        for task in 0..<3 { queue.insert(PlanInstance(task)) }
        let taken2 = drain(&queue)
        #expect(taken2 == [PlanInstance(0), PlanInstance(1)])
        queue.release(PlanInstance(1))
        queue.release(PlanInstance(1))
        let taken3 = drain(&queue)
        #expect(taken3 == [PlanInstance(2)])
        #expect(queue.runningCount == 2)
    }

    @Test
    func `a full pool is passed by others, and a large task by smaller ones of its pool`() throws {
        var queue = try queue(
            [
                task("big") {
                    $0.pool = "p"; $0.poolSlots = 2; $0.priorityWeight = 9
                },
                task("small") { $0.pool = "p" }, task("other"),
            ], pools: ["p": 2, "default_pool": -1])
        queue.insert(PlanInstance(1, mapIndex: 0))
        let taken4 = drain(&queue)
        #expect(taken4 == [PlanInstance(1, mapIndex: 0)])
        queue.insert(PlanInstance(0))
        queue.insert(PlanInstance(2))
        queue.insert(PlanInstance(1, mapIndex: 1))
        let taken5 = drain(&queue)
        #expect(taken5 == [PlanInstance(1, mapIndex: 1), PlanInstance(2)])
        queue.release(PlanInstance(1, mapIndex: 1))
        queue.release(PlanInstance(1, mapIndex: 0))
        let taken6 = drain(&queue)
        #expect(taken6 == [PlanInstance(0)])
    }

    @Test
    func `a task holds back its own instances beyond its limit`() throws {
        var queue = try queue([
            task("a") {
                $0.maxActivePerRun = 2; $0.maxActivePerDAG = 3
            }, task("b"),
        ])
        for index in 0..<4 { queue.insert(PlanInstance(0, mapIndex: index)) }
        queue.insert(PlanInstance(1))
        let taken7 = drain(&queue)
        #expect(taken7 == [PlanInstance(0, mapIndex: 0), PlanInstance(0, mapIndex: 1), PlanInstance(1)])
        let removed8 = queue.remove(PlanInstance(0, mapIndex: 2))
        #expect(removed8)
        queue.release(PlanInstance(0, mapIndex: 0))
        let taken9 = drain(&queue)
        #expect(taken9 == [PlanInstance(0, mapIndex: 3)])
        #expect(queue.count == 0)
    }

    @Test
    func `what was taken back does not start and leaves its room to others`() throws {
        var queue = try queue([task("a") { $0.maxActivePerRun = 1 }])
        queue.insert(PlanInstance(0, mapIndex: 0))
        queue.insert(PlanInstance(0, mapIndex: 1))
        let removed10 = queue.remove(PlanInstance(0, mapIndex: 0))
        #expect(removed10)
        let removed11 = queue.remove(PlanInstance(0, mapIndex: 0))
        #expect(!removed11)
        let taken12 = drain(&queue)
        #expect(taken12 == [PlanInstance(0, mapIndex: 1)])
    }

    @Test
    func `tasks that could never start are refused`() throws {
        let tasks = [
            task("a") { $0.pool = "nowhere" },
            task("b") {
                $0.pool = "p"; $0.poolSlots = 3
            },
        ]
        let graph = try PlanGraph(DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: tasks))
        let error = #expect(throws: ReadyQueueError.self) {
            try ReadyQueue(graph, tasks: tasks, limit: 1, pools: ["p": 2])
        }
        #expect(
            error?.faults == [
                .unknownPool(task: "a", pool: "nowhere"), .tooManySlots(task: "b", pool: "p", needs: 3, has: 2),
            ])
    }
}
