// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// Which tasks of a DAG a run is about.
public struct TaskSelection: Sendable, Hashable {
    /// Only these tasks and what comes behind them; empty: no such limit.
    public var from: [String] = []
    /// Only these tasks and what comes in front of them; empty: no such limit.
    public var until: [String] = []
    /// Only these tasks; empty: no such limit.
    public var only: [String] = []

    /// Selects all tasks.
    public init() {}

    /// Whether all tasks are selected.
    public var isAll: Bool { from.isEmpty && until.isEmpty && only.isEmpty }

    /// What a selection means for a DAG.
    struct Parts {
        /// Tasks that are run.
        var run: Set<Int>
        /// Tasks in front of those that are not run: their values come from elsewhere.
        var given: Set<Int>
    }

    /// Works the selection out.
    ///
    /// - Parameter graph: The DAG's graph.
    /// - Returns: The tasks that are run and those whose values must come from elsewhere.
    /// - Throws: ``RunError`` for a name that is no task.
    func parts(of graph: PlanGraph) throws(RunError) -> Parts {
        var run = Set(0..<graph.taskCount)
        if !from.isEmpty { run.formIntersection(reach(try places(from, graph), graph, downstream: true)) }
        if !until.isEmpty { run.formIntersection(reach(try places(until, graph), graph, downstream: false)) }
        if !only.isEmpty { run.formIntersection(try places(only, graph)) }
        guard !run.isEmpty else { throw .badOption("the selection leaves no task to run") }
        return Parts(run: run, given: reach(Array(run), graph, downstream: false).subtracting(run))
    }

    /// The selected tasks of a document in the order in which they may start.
    ///
    /// - Parameter document: The DAG's document.
    /// - Returns: Steps of tasks that may run at once; each task is in the first step behind all its upstreams.
    /// - Throws: ``RunError`` for a name that is no task; `PlanGraphError` for a document that is not right.
    public func steps(of document: DAGDocument) throws -> [[TaskDefinition]] {
        let graph = try PlanGraph(document)
        let run = try parts(of: graph).run
        var depth = [Int](repeating: 0, count: graph.taskCount)
        var steps: [[TaskDefinition]] = []
        for task in graph.topologicalOrder where run.contains(task) {
            let upstreams = graph.upstream(of: task).map(Int.init).filter(run.contains)
            depth[task] = upstreams.map { depth[$0] + 1 }.max() ?? 0
            while steps.count <= depth[task] { steps.append([]) }
            steps[depth[task]].append(document.tasks[task])
        }
        return steps
    }

    private func places(_ names: [String], _ graph: PlanGraph) throws(RunError) -> [Int] {
        var places: [Int] = []
        for name in names {
            // A group stands for all tasks in it.
            let prefix = name + "."
            let found = (0..<graph.taskCount).filter { graph.taskID($0) == name || graph.taskID($0).hasPrefix(prefix) }
            guard !found.isEmpty else {
                let hint = Suggestion.closest(to: name, in: graph.taskIDs).map { "; did you mean “\($0)”?" } ?? ""
                throw .badOption("the DAG has no task “\(name)”\(hint)")
            }
            places += found
        }
        return places
    }

    private func reach(_ starts: [Int], _ graph: PlanGraph, downstream: Bool) -> Set<Int> {
        var seen = Set(starts)
        var stack = starts
        while let task = stack.popLast() {
            for next in downstream ? graph.downstream(of: task) : graph.upstream(of: task)
            where seen.insert(Int(next)).inserted {
                stack.append(Int(next))
            }
        }
        return seen
    }
}
