// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunRecord {
    /// Clears what must be done again so that a failed run may yet succeed.
    ///
    /// Instances that succeeded stay, and those that skipped themselves. Those that failed are cleared, and those that
    /// got their state without running: upstream failed, removed, or skipped, by the end of the run, a failure
    /// elsewhere, a branch or an upstream. The planner judges these anew: what a branch skipped is skipped again,
    /// because the branch's choice is known. A cleared instance has all its retries again and its try numbers go on, as
    /// in Airflow. Tasks that are not part of the run stay as they were given.
    ///
    /// It happens when a run that ended as failed is gone on with. A run that was interrupted is not cleared: what failed
    /// before stays failed, until the run ended.
    ///
    /// Source: Airflow 3.3, `clear_task_instances`.
    ///
    /// - Parameter others: Tasks that are cleared however they ended: the setups and teardowns around what is done again.
    mutating func clear(with others: Set<String>) {
        let selected = facts.selectedTasks.map(Set.init)
        for (id, instance) in instances where selected?.contains(id.taskID) ?? true {
            switch instance.state {
            case _ where others.contains(id.taskID): break
            case .success: continue
            case .skipped where instance.attempts.last?.outcome?.state == .skipped: continue
            default: break
            }
            var cleared = Instance()
            cleared.attempts = instance.attempts
            cleared.clearedTries = instance.attempts.last?.tryNumber ?? 0
            instances[id] = cleared
        }
    }

    /// The setups and teardowns that are to be done again with what failed: what a teardown took away is needed again.
    ///
    /// As in Airflow, where clearing a task clears its setups and teardowns.
    ///
    /// - Parameter graph: The graph of the run.
    /// - Returns: Their ids; none unless the run failed.
    package func setupsAndTeardownsToClear(_ graph: PlanGraph) -> [String] {
        guard state == .failed else { return [] }
        let selected = facts.selectedTasks.map(Set.init)
        var again = Set((0..<graph.taskCount).filter { selected?.contains(graph.taskID($0)) ?? true })
        let isLeft = again
        for (id, instance) in instances {
            guard let task = graph.task(id.taskID) else { continue }
            switch instance.state {
            case .success: again.remove(task)
            case .skipped:
                // A message says that not the graph skipped it, but the end of the run.
                let isOver = instance.message == nil || instance.attempts.last?.outcome?.state == .skipped
                if isOver { again.remove(task) }
            default: break
            }
        }
        // Of a mapped task one instance is enough.
        for (id, instance) in instances where instance.state != .success && instance.state != .skipped {
            if let task = graph.task(id.taskID), isLeft.contains(task) { again.insert(task) }
        }
        return graph.setupsAndTeardowns(around: again).intersection(isLeft).sorted().map(graph.taskID)
    }
}
