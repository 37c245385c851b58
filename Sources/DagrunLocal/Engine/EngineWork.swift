// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials

/// A try that a worker of the engine is to run.
struct EngineWork: Sendable {
    var instance: PlanInstance
    var tryNumber: Int
    var maximumTries: Int
    /// When the try began first, and how often it gave its slot back since.
    var firstStart: Date
    var rescheduleCount: Int
}

/// A try that a worker has run.
struct EngineResult: Sendable {
    var work: EngineWork
    var outcome: TaskOutcome
    var effects: TaskEffects
}

/// What a worker asks the engine's own task to do, because only that one may add tasks to the group.
enum EngineRequest: Sendable {
    /// Tell the plan, at an instant, that an instance is due.
    case timer(PlanInstance, at: Date)
    /// Add a worker in place of one that was cancelled.
    case worker
}

/// An instance that waits for its next try or look since before this process began.
struct EngineTimer: Sendable {
    var instance: PlanInstance
    var due: Date
    /// For a sensor that gave its slot back: when it looked first, and how often since.
    var looks: (first: Date, count: Int)?
}

/// How an engine ended.
struct EngineEnd: Sendable {
    /// The state of the run; `running` when it was stopped before its end.
    var state: RunState
    var reason: String?
    /// Tries that went on although they were cancelled, and were left behind.
    var leftBehind: [TaskInstanceID]
}
