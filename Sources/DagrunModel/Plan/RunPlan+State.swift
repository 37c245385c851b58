// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    /// Whether a look judges an instance in this state.
    static func isPending(_ state: TaskState?) -> Bool {
        state == nil || state == .upForRetry || state == .upForReschedule
    }

    private static func isWaiting(_ cell: Cell) -> Bool {
        switch cell.state {
        case .upForRetry, .upForReschedule: !cell.isDue
        case .deferred: true
        default: false
        }
    }

    private static func isActive(_ state: TaskState?) -> Bool { state == .scheduled || state == .running }

    /// Gives an instance a state and tells those behind it.
    mutating func set(_ state: TaskState?, of instance: PlanInstance, at slot: Int) {
        let task = instance.task
        let old = cells[slot].state
        if Self.isWaiting(cells[slot]) { waiting -= 1 }
        if Self.isActive(old) { active -= 1 }
        if Self.isPending(old) { progress[task].pending -= 1 }
        cells[slot].state = state
        cells[slot].isDue = false
        if Self.isWaiting(cells[slot]) { waiting += 1 }
        if Self.isActive(state) { active += 1 }
        if Self.isPending(state) { progress[task].pending += 1 }
        guard old != state else { return }

        let was = old?.isFinished == true ? old : nil
        let now = state?.isFinished == true ? state : nil
        if graph.tasks[task].isLeaf {
            if was?.isFailure == true { failedLeaves -= 1 }
            if now?.isFailure == true { failedLeaves += 1 }
        }
        if (was == nil) != (now == nil) { addOpen(now == nil ? 1 : -1, task: task) }
        if was != nil || now != nil { tell(instance, was: was, now: now) }
    }

    /// Corrects how many instances of a task have not ended, and what teardowns wait for.
    mutating func addOpen(_ change: Int, task: Int) {
        unfinished += change
        progress[task].open += Int32(change)
        for place in graph.scopeTeardowns.range(task) {
            let teardown = Int(graph.scopeTeardowns.targets[place])
            progress[teardown].scopeOpen += Int32(change)
            markDirty(teardown)
        }
    }

    /// Corrects the tallies of those behind an instance.
    private mutating func tell(_ instance: PlanInstance, was: TaskState?, now: TaskState?) {
        let task = instance.task
        let isSetup = graph.tasks[task].isSetup
        let inGroup = instance.mapIndex >= 0 && graph.tasks[task].mappedGroup >= 0
        for place in graph.downstream.range(task) {
            let target = Int(graph.downstream.targets[place])
            if inGroup, graph.sharesIndex(task, target) {
                guard progress[target].count > Int32(instance.mapIndex) else {
                    markDirty(target)
                    continue
                }
                let tally = Int(progress[target].tallyBase) + instance.mapIndex
                if let was { tallies[tally].count(was, isSetup: isSetup, by: -1) }
                if let now { tallies[tally].count(now, isSetup: isSetup) }
                dirtyInstances.append(PlanInstance(target, mapIndex: instance.mapIndex))
            } else {
                if let was { progress[target].tally.count(was, isSetup: isSetup, by: -1) }
                if let now { progress[target].tally.count(now, isSetup: isSetup) }
                markDirty(target)
            }
        }
        if isSetup {
            for place in graph.setupDependants.range(task) { markDirty(Int(graph.setupDependants.targets[place])) }
        }
        for place in graph.mapDependants.range(task) { markDirty(Int(graph.mapDependants.targets[place])) }
    }
}
