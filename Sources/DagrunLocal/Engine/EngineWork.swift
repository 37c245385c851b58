// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials

/// A try that a worker of the engine is to run.
struct EngineWork: Sendable {
    var instance: PlanInstance
    var tryNumber: Int
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
