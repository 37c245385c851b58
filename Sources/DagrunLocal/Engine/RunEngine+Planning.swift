// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials
internal import Synchronization

// All of these but the first are called with the lock held.
extension RunEngine {
    /// Tells the plan of something that no worker did.
    func tell(_ event: RunPlan.Event) {
        let mustCancel = state.withLock { state in
            process(state.plan.handle(event), at: clock.now(), &state)
            settle(&state)
            return !state.doomed.isEmpty
        }
        if mustCancel { cancelDoomed() }
    }

    /// Tells the plan how a try ended.
    ///
    /// - Returns: False, and nothing is done, while somebody is cancelling the try.
    func complete(_ result: EngineResult, at now: Date, _ state: inout State) -> Bool {
        let instance = result.work.instance
        guard let entry = state.running.index(forKey: instance), !state.running.values[entry].isHeld else {
            return false
        }
        state.running.remove(at: entry)
        if !state.stuck.isEmpty { state.stuck[instance] = nil }
        state.ready.release(instance)
        if let outcome = planOutcome(result, &state) {
            process(state.plan.handle(.ended(instance, outcome)), ended: result, at: now, &state)
        } else {
            noteInterruption(
                of: instance, at: now, "cancelled, because the run was interrupted", label: result.effects.mapLabel,
                &state)
        }
        return true
    }

    /// Notes that a try counts for nothing: the run, when it goes on, begins another one that uses up no retry.
    func noteInterruption(
        of instance: PlanInstance, at now: Date, _ message: String, label: String? = nil, _ state: inout State
    ) {
        // Of what the plan cancelled, it said what became of it.
        guard state.plan.state(instance) == .running else { return }
        journal.append(
            RunEvent(
                time: now,
                kind: .ended(
                    graph.id(of: instance), tryNumber: state.plan.tryNumber(instance),
                    RunEvent.AttemptEnd(state: .restarting, message: message, mapLabel: label.map(masker.mask)))))
    }

    /// What an outcome is to the plan; nil for a try that counts for nothing.
    private func planOutcome(_ result: EngineResult, _ state: inout State) -> RunPlan.Outcome? {
        let instance = result.work.instance
        switch result.outcome {
        case .success(let value):
            let pushed = tasks[instance.task].definition.doXComPush ? value : nil
            return .success(
                length: graph.isMappedOver(instance.task) ? pushed?.mappedLength() : nil,
                returned: pushed.map { !$0.isNull } ?? false, choice: choice(result.effects.decision))
        // Nothing defers a local run's task for good: its services wait themselves.
        case .failed, .deferred: return .failed(retryable: false)
        case .retry(let delay, _):
            state.chosenDelays[instance] = delay
            return .failed(retryable: true)
        case .skipped: return .skipped
        case .rescheduled:
            let count = result.work.rescheduleCount + 1
            state.reschedules[instance] = (result.work.firstStart, count)
            return .rescheduled
        case .cancelled:
            // Only the plan and an interruption cancel; a task that cancelled itself failed.
            let isOurs = state.isForced || state.plan.state(instance) != .running
            return isOurs ? nil : .failed(retryable: true)
        }
    }

    private func choice(_ decision: TaskEffects.Decision?) -> RunPlan.Choice? {
        switch decision {
        case .follow(let ids): .follow(ids.flatMap { graph.branchTargets($0) ?? [] })
        case .goOn(false): .shortCircuit
        case .goOn(true), nil: nil
        }
    }

    /// Does what the plan says.
    func process(
        _ actions: [RunPlan.Action], ended result: EngineResult? = nil, at now: Date, _ state: inout State
    ) {
        var queue = actions[...]
        func note(_ kind: RunEvent.Kind) { journal.append(RunEvent(time: now, kind: kind)) }
        while let action = queue.popFirst() {
            switch action {
            case .start(let instance, let tryNumber):
                if markedSuccess.contains(instance.task) {
                    note(
                        .ended(
                            graph.id(of: instance), tryNumber: tryNumber,
                            RunEvent.AttemptEnd(state: .success, message: "marked as success")))
                    let more = state.plan.handle(.marked(instance, .success)).filter { !isDecision($0, of: instance) }
                    queue.append(contentsOf: more)
                } else if heldBack[instance.task] != nil {
                    state.held.insert(instance)
                } else {
                    state.ready.insert(instance)
                }
            case .ended(let instance, let tryNumber, let taskState, let message):
                if taskState == .failed { state.hasFailed = true }
                let end = attemptEnd(instance, taskState, message: message, result, now: now, &state)
                note(.ended(graph.id(of: instance), tryNumber: tryNumber, end))
            case .decided(let instance, let taskState, let message):
                state.ready.remove(instance)
                state.held.remove(instance)
                note(.decided(graph.id(of: instance), taskState, message: message))
            case .cancel(let instance): state.doomed.append(instance)
            case .mapped(let task, let count):
                note(.mapped(taskID: graph.taskID(task), count: count))
            case .runEnded(let planned, let plannedReason):
                // Airflow looks at the leaves alone, and fail-fast skips those: it calls such a run a success. One who
                // asked for the first failure to end the run wants to be told of it.
                let isFailure = planned == .success && graph.failFast && state.hasFailed
                let runState = isFailure ? RunState.failed : planned
                let reason = isFailure ? "task_failure" : plannedReason
                state.runState = runState
                state.reason = reason
                state.isOver = true
                note(.runEnded(runState, reason: reason == "success" ? nil : reason))
            }
        }
    }

    private func isDecision(_ action: RunPlan.Action, of instance: PlanInstance) -> Bool {
        if case .decided(instance, _, _) = action { return true }
        return false
    }

    private func attemptEnd(
        _ instance: PlanInstance, _ taskState: TaskState, message: String?, _ result: EngineResult?, now: Date,
        _ state: inout State
    ) -> RunEvent.AttemptEnd {
        var end = RunEvent.AttemptEnd(state: taskState, message: message)
        guard let result, result.work.instance == instance else { return end }
        end.mapLabel = result.effects.mapLabel.map(masker.mask)
        switch result.outcome {
        case .success(let value):
            if taskState == .success, tasks[instance.task].definition.doXComPush { end.value = value?.json }
            if taskState == .success, let choice = choice(result.effects.decision) {
                end.skipped = state.plan.skippedTasks(by: instance.task, choice).map(graph.taskID)
            }
        case .failed(let text), .retry(_, let text), .skipped(let text): end.message = message ?? text
        case .rescheduled(let delay):
            let due = now.addingTimeInterval(delay.seconds)
            end.nextTry = due
            requestSink.yield(.timer(instance, at: due))
        case .deferred: end.message = "the task waits for something that only Airflow can wait for"
        case .cancelled: end.message = "the task was cancelled, but not by the run"
        }
        if taskState == .upForRetry {
            let delay = state.chosenDelays.removeValue(forKey: instance)?.seconds ?? retryDelay(instance, result)
            let due = now.addingTimeInterval(delay)
            end.nextTry = due
            state.reschedules[instance] = nil
            requestSink.yield(.timer(instance, at: due))
        }
        return end
    }

    private func retryDelay(_ instance: PlanInstance, _ result: EngineResult) -> Double {
        let task = tasks[instance.task].definition
        let seed = RetryPolicy.seed(
            dagID: facts.dagID, taskID: task.taskID,
            logicalDate: facts.logicalDate.map { ISO8601.ts($0).replacing("T", with: " ") },
            tryNumber: result.work.tryNumber)
        return RetryPolicy(task).delay(afterTry: result.work.tryNumber, seed: seed)
    }

    /// Ends the run when all that is left waits for the run before, as Airflow does: that one does not change any more.
    private func endIfAllAreHeld(_ state: inout State) {
        guard let first = state.held.min(), state.running.isEmpty, state.ready.count == 0, state.plan.waiting == 0,
            let complaint = heldBack[first.task]
        else { return }
        let others = Set(state.held.map(\.task)).count - 1
        let rest = others == 0 ? "" : "; \(others) more wait likewise"
        let reason = "all_tasks_deadlocked: \(complaint)\(rest)"
        state.runState = .failed
        state.reason = reason
        state.isOver = true
        journal.append(RunEvent(time: clock.now(), kind: .runEnded(.failed, reason: reason)))
    }

    /// Wakes a worker when there is something for it, and ends the engine when there is nothing left to do.
    ///
    /// Only one at a time: it wakes the next one when it finds more than it can take itself. As long as tries end sooner
    /// than workers wake, few of them are woken at all.
    func settle(_ state: inout State) {
        if state.isStopping, state.running.isEmpty { state.isOver = true }
        if !state.isOver { endIfAllAreHeld(&state) }
        if state.isOver {
            for waiter in state.waiters { waiter.resume(returning: true) }
            state.waiters = []
            requestSink.finish()
            limitGrace(&state)
            return
        }
        guard !state.isWaking, canTake(&state), let waiter = state.waiters.popLast() else { return }
        state.isWaking = true
        waiter.resume(returning: true)
    }
}
