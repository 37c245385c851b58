// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport

/// Documents for the tests of drawings.
enum GraphSamples {
    /// Makes a document of chains: `a > b, c > d; e > d`.
    static func document(
        _ chains: String, groups: [String] = [], labels: [String: String] = [:],
        adjust: (inout TaskDefinition) -> Void = { _ in }
    ) -> DAGDocument {
        var ids: [String] = []
        var edges: [EdgeDefinition] = []
        for chain in chains.split(separator: ";") {
            let stages = chain.split(separator: ">").map { stage in
                stage.split(separator: ",").map { $0.split(separator: " ").joined() }
            }
            for (index, stage) in stages.enumerated() {
                ids += stage.filter { !ids.contains($0) && !groups.contains($0) }
                guard index > 0 else { continue }
                for from in stages[index - 1] {
                    for to in stage { edges.append(EdgeDefinition(from: from, to: to, label: labels["\(from) \(to)"])) }
                }
            }
        }
        let tasks = ids.map { id -> TaskDefinition in
            let group = groups.filter { id.hasPrefix($0 + ".") }.max { $0.count < $1.count }
            var task = TaskDefinition(taskID: id, group: group)
            adjust(&task)
            return task
        }
        let definitions = groups.map { id in
            TaskGroupDefinition(
                groupID: id, parent: groups.filter { id.hasPrefix($0 + ".") }.max { $0.count < $1.count })
        }
        return DAGDocument(dag: DAGDefinition(dagID: "sample"), groups: definitions, tasks: tasks, edges: edges)
    }

    /// Makes a document by chance; edges lead forward, some of them from or to groups, some with labels.
    static func random(_ seed: UInt64, tasks: Int, edges: Int) -> DAGDocument {
        var generator = SeededGenerator(seed: seed)
        let groups = (0..<3).map { TaskGroupDefinition(groupID: "g\($0)", parent: $0 == 2 ? "g1" : nil) }
        let definitions = (0..<tasks).map { index -> TaskDefinition in
            let group = Int.random(in: 0..<8, using: &generator)
            var task = TaskDefinition(taskID: "task_\(index)", group: group < 3 ? "g\(group)" : nil)
            if index % 7 == 3 { task.expand = ExpandDefinition(over: [.init(name: "x", literal: [1, 2, 3])]) }
            if index % 11 == 5 { task.displayName = "汉字 <&\"\u{1} e\u{301}" }
            task.isSetup = index % 13 == 1
            return task
        }
        let lines = (0..<edges).map { _ -> EdgeDefinition in
            let to = Int.random(in: 1..<max(2, tasks), using: &generator)
            let from = Int.random(in: max(0, to - 10)..<to, using: &generator)
            let group = Int.random(in: 0..<30, using: &generator)
            return EdgeDefinition(
                from: group == 0 ? "g0" : "task_\(from)", to: group == 1 ? "g1" : "task_\(to)",
                label: group == 2 ? "if <a> & \"b\"" : nil)
        }
        return DAGDocument(dag: DAGDefinition(dagID: "random <&>"), groups: groups, tasks: definitions, edges: lines)
    }
}
