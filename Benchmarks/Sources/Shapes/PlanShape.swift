// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

/// The documents whose planning is measured; nothing in them is ever run.
enum PlanShape {
    /// A DAG in which each task waits for up to `width` of the 100 tasks before it.
    static func layered(tasks: Int, width: Int) -> DAGDocument {
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let definitions = (0..<tasks).map { TaskDefinition(taskID: "task_\($0)") }
        var edges: [EdgeDefinition] = []
        edges.reserveCapacity(tasks * width)
        for task in 1..<tasks {
            let window = min(task, 100)
            var chosen: Set<Int> = []
            for _ in 0..<min(width, window) { chosen.insert(task - 1 - random(window)) }
            for source in chosen.sorted() {
                edges.append(EdgeDefinition(from: "task_\(source)", to: "task_\(task)"))
            }
        }
        return DAGDocument(dag: DAGDefinition(dagID: "layered"), tasks: definitions, edges: edges)
    }

    /// A mapped task of many instances, a mapped task over it, and a join.
    static func mapped(_ count: Int) -> DAGDocument {
        let source = TaskDefinition(taskID: "source")
        var first = TaskDefinition(taskID: "first")
        first.expand = ExpandDefinition(over: [.init(name: "x", task: "source")], limit: count)
        var second = TaskDefinition(taskID: "second")
        second.expand = ExpandDefinition(over: [.init(name: "x", task: "first")], limit: count)
        let join = TaskDefinition(taskID: "join")
        return DAGDocument(
            dag: DAGDefinition(dagID: "mapped"), tasks: [source, first, second, join],
            edges: [EdgeDefinition(from: "second", to: "join")])
    }

    /// Pipelines of 100 tasks: a setup, work, a teardown; in a group each, one behind the other ten times.
    static func pipelines(_ tasks: Int) -> DAGDocument {
        var definitions: [TaskDefinition] = []
        var groups: [TaskGroupDefinition] = []
        var edges: [EdgeDefinition] = []
        for pipeline in 0..<(tasks / 100) {
            let group = "p\(pipeline)"
            groups.append(TaskGroupDefinition(groupID: group))
            if pipeline % 10 > 0 { edges.append(EdgeDefinition(from: "p\(pipeline - 1)", to: group)) }
            for number in 0..<100 {
                var task = TaskDefinition(taskID: "\(group).t\(number)", group: group)
                task.isSetup = number == 0
                if number == 99 { task.teardown = .init(setups: ["\(group).t0"]) }
                if number > 0 { edges.append(EdgeDefinition(from: "\(group).t\(number - 1)", to: task.taskID)) }
                definitions.append(task)
            }
        }
        return DAGDocument(dag: DAGDefinition(dagID: "pipelines"), groups: groups, tasks: definitions, edges: edges)
    }
}
