// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunModel

/// Which tasks a test runs, when the outputs of others are given.
struct TestSelection {
    private let graph: PlanGraph

    init(_ document: DAGDocument) throws { graph = try PlanGraph(document) }

    /// The ids of the tasks to run.
    ///
    /// - Parameters:
    ///   - only: The tasks and groups the test named; empty: all.
    ///   - given: The tasks whose outputs are given.
    /// - Returns: Task ids; empty where all tasks are run.
    /// - Throws: `RunError` for a given task that there is not, and when nothing is left to run.
    func tasks(only: [String], given: Set<String>) throws(RunError) -> [String] {
        for id in given.sorted() where graph.task(id) == nil {
            let hint = Suggestion.closest(to: id, in: graph.taskIDs).map { "; did you mean “\($0)”?" } ?? ""
            throw .badOption("inputs: the DAG has no task “\(id)”\(hint)")
        }
        guard !given.isEmpty else { return only }
        if !only.isEmpty { return only.filter { !given.contains($0) } }
        var left = Set((0..<graph.taskCount).filter { given.contains(graph.taskID($0)) })
        // What leads only to tasks that are not run is not needed.
        for task in graph.topologicalOrder.reversed() where !left.contains(task) {
            let behind = graph.downstream(of: task)
            if !behind.isEmpty, behind.allSatisfy({ left.contains(Int($0)) }) { left.insert(task) }
        }
        let run = (0..<graph.taskCount).filter { !left.contains($0) }.map(graph.taskID)
        guard !run.isEmpty else { throw .badOption("inputs: with these outputs given, no task is left to run") }
        return run
    }
}
