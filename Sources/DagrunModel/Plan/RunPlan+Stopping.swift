// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    static let skippedByFailure = "Skipped, because the DAG is fail-fast."

    /// In a fail-fast DAG, stops all other tasks except teardowns.
    ///
    /// What runs fails, the rest is skipped; other instances of the failed task go on.
    ///
    /// Source: Airflow 3.3, `_stop_remaining_tasks`.
    mutating func stopOthers(after task: Int) -> [Action] {
        guard graph.failFast, stoppedBy != Int32(task) else { return [] }
        // Once all others were stopped, only the instances of the first task are left.
        let candidates = stoppedBy.map { Int($0)..<(Int($0) + 1) } ?? 0..<graph.taskCount
        stoppedBy = Int32(task)
        var actions: [Action] = []
        for other in candidates where other != task && !graph.tasks[other].isTeardown {
            for instance in instances(of: other) {
                guard let slot = slot(instance) else { continue }
                switch cells[slot].state {
                case .success, .failed, .skipped: continue
                case .running:
                    set(.failed, of: instance, at: slot)
                    actions.append(.cancel(instance))
                    actions.append(.decided(instance, .failed, message: "Stopped, because the DAG is fail-fast."))
                default:
                    set(.skipped, of: instance, at: slot)
                    actions.append(.decided(instance, .skipped, message: Self.skippedByFailure))
                }
            }
        }
        return actions
    }

    /// Ends a run that took too long: what has not ended is skipped.
    ///
    /// Source: Airflow 3.3, `SchedulerJobRunner._schedule_dag_run`.
    mutating func timeOut() -> [Action] {
        var actions: [Action] = []
        for task in 0..<graph.taskCount where progress[task].open > 0 {
            for instance in instances(of: task) {
                guard let slot = slot(instance), cells[slot].state?.isFinished != true else { continue }
                if cells[slot].state == .running { actions.append(.cancel(instance)) }
                set(.skipped, of: instance, at: slot)
                actions.append(.decided(instance, .skipped, message: "Skipped, because the run took too long."))
            }
        }
        runState = .failed
        return actions + [.runEnded(.failed, reason: "timed_out")]
    }
}
