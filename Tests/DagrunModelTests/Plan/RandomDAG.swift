// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport

/// A random DAG with all that a plan must know: groups, mapping, branches, setups, teardowns, retries.
enum RandomDAG {
    static func make(seed: UInt64) -> DAGDocument {
        var random = SeededGenerator(seed: seed)
        let failFast = random.chance(10)
        let mappedGroup = random.chance(40)
        var groups = [TaskGroupDefinition(groupID: "g"), TaskGroupDefinition(groupID: "g.k", parent: "g")]
        var tasks: [TaskDefinition] = []
        var edges: [EdgeDefinition] = []
        let count = 4 + random.below(12)
        for number in 0..<count {
            let home: String? = number > 0 && random.chance(40) ? (random.chance(30) ? "g.k" : "g") : nil
            var task = TaskDefinition(taskID: (home.map { $0 + "." } ?? "") + "t\(number)", group: home)
            task.retries = random.chance(30) ? 1 + random.below(2) : 0
            let inMapped = mappedGroup && home != nil
            let plain = tasks.filter { $0.kind == .plain && !(mappedGroup && $0.group != nil) }
            if !inMapped, number > 0, random.chance(25) {
                task.expand = expand(&random, over: plain)
            }
            if !failFast, random.chance(45) {
                let rules = TriggerRule.allCases.filter { task.expand == nil && !inMapped || $0 != .always }
                task.triggerRule = rules[random.below(rules.count)]
            }
            if random.chance(20) { task.kind = random.chance(60) ? .branch : .shortCircuit }
            task.ignoreDownstreamTriggerRules = random.chance(50)
            for _ in 0..<random.below(4) where number > 0 {
                edges.append(EdgeDefinition(from: tasks[random.below(number)].taskID, to: task.taskID))
            }
            let setups = tasks.filter { $0.isSetup && $0.teardown == nil }
            if let setup = setups.last, task.kind == .plain, random.chance(30) {
                task.teardown = .init(setups: [setup.taskID], onFailureFailDAGRun: random.chance(40))
            } else if task.kind == .plain, random.chance(20) {
                task.isSetup = true
            }
            tasks.append(task)
        }
        if mappedGroup {
            // Over the first task, so that no edge at the group makes a cycle.
            groups[0].expand = ExpandDefinition(
                over: random.chance(50)
                    ? [.init(name: "x", literal: Array(repeating: 0, count: random.below(4)))]
                    : [.init(name: "x", task: tasks[0].taskID)])
        }
        var dag = DAGDefinition(dagID: "random_\(seed)")
        dag.failFast = failFast
        return DAGDocument(dag: dag, groups: groups, tasks: tasks, edges: edges)
    }

    private static func expand(_ random: inout SeededGenerator, over tasks: [TaskDefinition]) -> ExpandDefinition {
        let sources = (0..<(1 + random.below(2))).map { place -> ExpandDefinition.Source in
            if !tasks.isEmpty, random.chance(60) {
                return .init(name: "x\(place)", task: tasks[random.below(tasks.count)].taskID)
            }
            return .init(name: "x\(place)", literal: Array(repeating: 0, count: random.below(4)))
        }
        return ExpandDefinition(mode: random.chance(25) ? .zip : .product, over: sources, limit: 2 + random.below(8))
    }

    /// A random end of a try, the same for the same instance, try and seed.
    static func outcome(
        _ instance: PlanInstance, tryNumber: Int, task: TaskDefinition, graph: PlanGraph, seed: UInt64
    ) -> RunPlan.Outcome {
        let mix = UInt64(instance.task) &* 1_000_003 &+ UInt64(instance.mapIndex + 1) &* 101 &+ UInt64(tryNumber)
        var random = SeededGenerator(seed: seed &* 31 &+ mix)
        switch random.below(100) {
        case 0..<15: return .failed()
        case 15..<20: return .failed(retryable: false)
        case 20..<28: return .skipped
        default: break
        }
        switch task.kind {
        case .plain: return .success(length: random.below(4), returned: random.chance(90))
        case .shortCircuit: return .success(length: 1, choice: random.chance(50) ? .shortCircuit : nil)
        case .branch:
            let behind = graph.downstream(of: instance.task).map(Int.init)
            return .success(length: 1, choice: .follow(behind.filter { _ in random.chance(50) }))
        }
    }
}
