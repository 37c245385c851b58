// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    /// Begins the run, or goes on with a seeded one.
    ///
    /// - Returns: What is to be done first.
    public mutating func start() -> [Action] {
        var actions: [Action] = []
        settleLooks(&actions)
        return actions
    }

    /// Takes an event and looks until nothing more is decided.
    ///
    /// - Parameter event: What happened.
    /// - Returns: What is to be done, in order.
    public mutating func handle(_ event: Event) -> [Action] {
        var actions = apply(event)
        settleLooks(&actions)
        return actions
    }

    /// Takes several events that happened since the last look, then looks until nothing more is decided.
    ///
    /// - Parameter events: What happened, in order.
    /// - Returns: What is to be done, in order.
    public mutating func handle(_ events: some Sequence<Event>) -> [Action] {
        var actions: [Action] = []
        for event in events { actions += apply(event) }
        settleLooks(&actions)
        return actions
    }

    private mutating func settleLooks(_ actions: inout [Action]) {
        while true {
            let found = look()
            if found.isEmpty { return }
            // A list may be long, and mostly it is the only one.
            if actions.isEmpty { actions = found } else { actions += found }
        }
    }

    /// Takes an event without looking.
    ///
    /// Events about instances that are not in a state for them are ignored: the end of a try that was cancelled, a timer
    /// of an instance that was skipped meanwhile.
    ///
    /// - Parameter event: What happened.
    /// - Returns: What follows at once.
    public mutating func apply(_ event: Event) -> [Action] {
        guard runState == .running else { return [] }
        switch event {
        case .started(let instance):
            guard let slot = slot(instance), cells[slot].state == .scheduled else { return [] }
            set(.running, of: instance, at: slot)
            return []
        case .ended(let instance, let outcome): return end(instance, outcome)
        case .due(let instance): return due(instance)
        case .marked(let instance, let state): return mark(instance, state)
        case .stop:
            isStopped = true
            return []
        case .timedOut: return timeOut()
        }
    }

    /// The state that the end of a try gives an instance.
    ///
    /// A failure is retried while tries are left. A success is a failure after all when something is mapped over the
    /// task and it did not return a list or an object, or too long a one.
    ///
    /// - Parameters:
    ///   - instance: The instance that ran.
    ///   - outcome: How the try ended.
    /// - Returns: The state, and a message where the planner made a failure of a success.
    public func ending(_ instance: PlanInstance, _ outcome: Outcome) -> (state: TaskState, message: String?) {
        guard let slot = slot(instance) else { return (.removed, nil) }
        let failed: TaskState = canRetry(slot) ? .upForRetry : .failed
        switch outcome {
        case .success(let length, _, let choice):
            let message = mappingFault(instance, length: length, choice: choice)
            return message == nil ? (.success, nil) : (failed, message)
        case .failed(let retryable): return (retryable ? failed : .failed, nil)
        case .skipped: return (.skipped, nil)
        case .rescheduled: return (.upForReschedule, nil)
        case .deferred: return (.deferred, nil)
        }
    }

    /// Source: Airflow 3.3, `TaskInstance.is_eligible_to_retry`.
    private func canRetry(_ slot: Int) -> Bool { cells[slot].tryNumber <= cells[slot].lastRetry }

    /// What keeps a returned value from being mapped over.
    ///
    /// Source: Airflow 3.3, `_push_xcom_if_needed` and the Execution API's `set_xcom`.
    private func mappingFault(_ instance: PlanInstance, length: Int?, choice: Choice?) -> String? {
        let task = instance.task
        let facts = graph.tasks[task]
        guard facts.lengthLimit >= 0, facts.expansion < 0 else { return nil }
        // A branch that skips something stores no value.
        if instance.mapIndex < 0, let choice, !skipped(by: task, choice).isEmpty { return nil }
        guard let length else {
            return "Something is mapped over '\(graph.taskIDs[task])', so it must return a list or an object."
        }
        guard length > Int(facts.lengthLimit) else { return nil }
        return
            "'\(graph.taskIDs[task])' returned \(length) elements to map over; at most \(facts.lengthLimit) are allowed."
    }

    private mutating func end(_ instance: PlanInstance, _ outcome: Outcome) -> [Action] {
        guard let slot = slot(instance), cells[slot].state == .running || cells[slot].state == .scheduled else {
            return []
        }
        let (state, message) = ending(instance, outcome)
        var actions: [Action] = [
            .ended(instance, tryNumber: Int(cells[slot].tryNumber), state, message: message)
        ]
        if state == .success, case .success(let length, let hasValue, let choice) = outcome {
            let direct = choice.map { skipped(by: instance.task, $0) } ?? []
            let storesValue = direct.isEmpty || instance.mapIndex >= 0
            if storesValue { keep(instance, length: length, hasValue: hasValue) }
            if let choice { actions += branch(instance, at: slot, choice, skipping: direct) }
        }
        set(state, of: instance, at: slot)
        if state == .upForRetry || state == .upForReschedule { dirtyInstances.append(instance) }
        if state == .failed { actions += stopOthers(after: instance.task) }
        return actions
    }

    /// Remembers what is mapped over.
    mutating func keep(_ instance: PlanInstance, length: Int?, hasValue: Bool) {
        let task = instance.task
        guard graph.tasks[task].lengthLimit >= 0 else { return }
        if graph.tasks[task].expansion >= 0 {
            if hasValue, instance.mapIndex >= 0 { returned[Int32(task), default: 0] += 1 }
        } else if instance.mapIndex < 0, let length {
            lengths[Int32(task)] = Int32(clamping: length)
        }
    }

    private mutating func due(_ instance: PlanInstance) -> [Action] {
        guard let slot = slot(instance) else { return [] }
        switch cells[slot].state {
        case .deferred:
            set(.scheduled, of: instance, at: slot)
            return [.start(instance, tryNumber: Int(cells[slot].tryNumber))]
        case .upForRetry, .upForReschedule:
            if !cells[slot].isDue { waiting -= 1 }
            cells[slot].isDue = true
            dirtyInstances.append(instance)
            return []
        default: return []
        }
    }

    private mutating func mark(_ instance: PlanInstance, _ state: TaskState) -> [Action] {
        guard let slot = slot(instance), state.isFinished else { return [] }
        let wasRunning = cells[slot].state == .running
        set(state, of: instance, at: slot)
        let decided = Action.decided(instance, state, message: nil)
        return wasRunning ? [.cancel(instance), decided] : [decided]
    }
}
