// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    /// What a branch or a short circuit found, when it succeeded.
    public enum Choice: Sendable, Hashable {
        /// A branch goes on with these tasks; see ``PlanGraph/branchTargets(_:)``.
        case follow([Int])
        /// The condition of a short circuit did not hold.
        case shortCircuit
    }

    /// How a try ended, as the one who ran it says.
    public enum Outcome: Sendable, Hashable {
        /// It ended well. `length` is the number of elements when it returned a list, or of members when it returned an
        /// object; `returned` is false when it returned nothing.
        case success(length: Int? = nil, returned: Bool = true, choice: Choice? = nil)
        /// It ended with an error; `retryable` is false when no other try may help.
        case failed(retryable: Bool = true)
        /// It skipped itself.
        case skipped
        /// A sensor gives its slot back until its timer fires.
        case rescheduled
        /// It waits for a trigger outside.
        case deferred
    }

    /// What happens to a run.
    public enum Event: Sendable, Hashable {
        /// A try began. It must be told: a branch takes away an instance that was to start but does not run.
        case started(PlanInstance)
        /// A try ended.
        case ended(PlanInstance, Outcome)
        /// The timer of a retry or of a reschedule fired, or the trigger of a deferred instance.
        case due(PlanInstance)
        /// Somebody gave an instance a final state.
        case marked(PlanInstance, TaskState)
        /// Nothing new may start from now on.
        case stop
        /// The run took too long.
        case timedOut
    }

    /// What is to be done, or was found.
    public enum Action: Sendable, Hashable {
        /// The instance may start with this try, as soon as there is room.
        case start(PlanInstance, tryNumber: Int)
        /// A try ended in this state: the answer to ``Event/ended(_:_:)``. The message is set where the planner made a
        /// failure of a success.
        case ended(PlanInstance, tryNumber: Int, TaskState, message: String?)
        /// An instance got a state without running: skipped, upstream failed, failed or removed. If it was to start, it
        /// must not.
        case decided(PlanInstance, TaskState, message: String?)
        /// A running instance must be cancelled; its state is final already, and its end needs not be told.
        case cancel(PlanInstance)
        /// A mapped task has so many instances.
        case mapped(task: Int, count: Int)
        /// The run ended; `reason` in Airflow's words: `success`, `task_failure`, `all_tasks_deadlocked`, `timed_out`.
        case runEnded(RunState, reason: String)
    }
}
