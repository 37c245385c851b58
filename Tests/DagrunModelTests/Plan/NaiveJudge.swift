// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel

/// A slow judge that knows nothing of counters: it looks at all states whenever it is asked.
///
/// It is written from the words of Airflow's documentation on trigger rules, not from the planner. It answers only
/// whether an instance outside of mapped groups may start now.
struct NaiveJudge {
    let graph: PlanGraph
    let document: DAGDocument

    func mayStart(_ instance: PlanInstance, _ plan: RunPlan) -> Bool {
        let upstream = graph.upstream(of: instance.task).map(Int.init)
        if upstream.isEmpty { return true }
        let states = upstream.flatMap { plan.instances(of: $0).map { plan.state($0) } }
        let setups = upstream.filter { isSetup($0) }.flatMap { plan.instances(of: $0).map { plan.state($0) } }
        func all(_ allowed: TaskState...) -> Bool { states.allSatisfy { $0.map(allowed.contains) ?? false } }
        func any(_ wanted: TaskState...) -> Bool { states.contains { $0.map(wanted.contains) ?? false } }
        let ended = states.allSatisfy { $0?.isFinished == true }
        switch graph.triggerRule(of: instance.task) {
        case .allSuccess: return all(.success)
        case .allFailed: return all(.failed, .upstreamFailed)
        case .allDone: return ended
        case .allDoneMinOneSuccess: return ended && any(.success) && !any(.skipped)
        case .allDoneSetupSuccess: return ended && (setups.isEmpty || setups.contains(.success))
        case .allSkipped: return all(.skipped)
        case .oneFailed: return any(.failed, .upstreamFailed)
        case .oneSuccess: return any(.success)
        case .oneDone: return any(.success, .failed)
        case .noneFailed: return all(.success, .skipped)
        case .noneFailedMinOneSuccess: return all(.success, .skipped) && any(.success)
        case .noneSkipped: return ended && !any(.skipped)
        case .always: return true
        }
    }

    /// Whether the final states are those that the rules ask for, where the rule alone decides.
    func mustHaveFailedUpstream(_ instance: PlanInstance, _ plan: RunPlan) -> Bool {
        let states = graph.upstream(of: instance.task).flatMap { plan.instances(of: Int($0)).map { plan.state($0) } }
        return states.contains(.failed) || states.contains(.upstreamFailed)
    }

    private func isSetup(_ task: Int) -> Bool {
        let id = graph.taskID(task)
        return document.tasks[task].isSetup || document.tasks.contains { $0.teardown?.setups.contains(id) == true }
    }
}
