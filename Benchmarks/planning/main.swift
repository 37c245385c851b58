// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

// Plans runs of layered DAGs in which every task succeeds, event by event, without running anything. One JSON line for
// each shape; `ratio` compares the cost per task and edge with that of the first line of the same shape.

/// Processor seconds of this process.
func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// A DAG in which each task waits for up to `width` of the 100 tasks before it.
func layered(tasks: Int, width: Int) -> DAGDocument {
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
        for source in chosen.sorted() { edges.append(EdgeDefinition(from: "task_\(source)", to: "task_\(task)")) }
    }
    return DAGDocument(dag: DAGDefinition(dagID: "layered"), tasks: definitions, edges: edges)
}

/// A mapped task of many instances, a mapped task over it, and a join.
func mapped(_ count: Int) -> DAGDocument {
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
func pipelines(_ tasks: Int) -> DAGDocument {
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

/// Drives a plan to its end and says how many tries began.
func drive(_ graph: PlanGraph, length: Int) -> Int {
    var plan = RunPlan(graph)
    var started = 0
    var ready: [PlanInstance] = []
    func take(_ actions: [RunPlan.Action]) {
        for case .start(let instance, _) in actions { ready.append(instance) }
    }
    take(plan.start())
    while started < ready.count {
        let instance = ready[started]
        started += 1
        _ = plan.apply(.started(instance))
        take(plan.handle(.ended(instance, .success(length: length))))
    }
    return plan.runState == .success ? started : -1
}

func measure(_ name: String, _ document: DAGDocument, length: Int, baseline: Double?) throws -> Double {
    var best = (build: Double.infinity, plan: Double.infinity)
    var instances = 0
    var size = (tasks: 0, edges: 0)
    for _ in 0..<3 {
        let begin = processorSeconds()
        let graph = try PlanGraph(document)
        let built = processorSeconds()
        instances = drive(graph, length: length)
        let end = processorSeconds()
        best = (min(best.build, built - begin), min(best.plan, end - built))
        size = (graph.taskCount, graph.edgeCount)
    }
    let units = Double(max(instances, size.tasks) + size.edges)
    let nanoseconds = (best.build + best.plan) * 1e9 / units
    print(
        """
        {"shape":"\(name)","tasks":\(size.tasks),"edges":\(size.edges),"instances":\(instances),\
        "build_cpu_s":\(best.build),"plan_cpu_s":\(best.plan),"ns_per_task_and_edge":\(nanoseconds),\
        "ratio":\(nanoseconds / (baseline ?? nanoseconds))}
        """)
    return baseline ?? nanoseconds
}

var baseline: Double?
for tasks in [1_000, 10_000, 100_000] {
    baseline = try measure("layered", layered(tasks: tasks, width: 10), length: 0, baseline: baseline)
}
baseline = nil
for count in [1_000, 10_000, 100_000] {
    baseline = try measure("mapped", mapped(count), length: count, baseline: baseline)
}
baseline = nil
for tasks in [1_000, 10_000, 100_000] {
    baseline = try measure("pipelines", pipelines(tasks), length: 0, baseline: baseline)
}
