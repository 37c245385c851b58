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
    mutating func clear() {
        let selected = facts.selectedTasks.map(Set.init)
        for (id, instance) in instances where selected?.contains(id.taskID) ?? true {
            switch instance.state {
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
}
