// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    /// What one look has found so far.
    private struct Findings {
        var mapped: [Action] = []
        var decided: [(instance: PlanInstance, slot: Int, message: String?)] = []
        var starts: [(instance: PlanInstance, slot: Int)] = []
        /// Tasks that this look expanded.
        var expanded: [Int] = []
        /// Unexpanded tasks that something found in this look concerns; the one to judge next comes last.
        var late: [Int] = []
    }

    /// Looks once: judges all instances whose upstreams changed and puts what is decided into effect.
    ///
    /// - Returns: Expansions, then decisions, then starts, each in the order of instances; or the end of the run. Nothing,
    ///   when nothing happened.
    public mutating func look() -> [Action] {
        guard runState == .running else { return [] }
        let opened = opening
        opening = []
        if unfinished == 0 { return opened + [end()] }
        if isStopped { return opened }
        var findings = Findings()
        judgeDirty(&findings)
        var place = 0
        while place < findings.expanded.count {
            let task = findings.expanded[place]
            let count = count(of: task) ?? 0
            findings.starts.reserveCapacity(findings.starts.count + count)
            for index in 0..<count { judge(PlanInstance(task, mapIndex: index), &findings) }
            place += 1
        }
        var actions = opened.isEmpty ? findings.mapped : opened + findings.mapped
        settle(&findings, into: &actions)
        if actions.isEmpty, dirtyTasks.isEmpty, dirtyInstances.isEmpty, active == 0, waiting == 0 {
            runState = .failed
            return [.runEnded(.failed, reason: "all_tasks_deadlocked")]
        }
        return actions
    }

    /// The end of a run in which every instance ended.
    ///
    /// Source: Airflow 3.3, `DagRun.update_state`.
    private mutating func end() -> Action {
        runState = failedLeaves > 0 ? .failed : .success
        return .runEnded(runState, reason: failedLeaves > 0 ? "task_failure" : "success")
    }

    /// Judges what is dirty in the order in which Airflow comes to it.
    ///
    /// The order matters only to unexpanded tasks: they see what the same look found before them.
    private mutating func judgeDirty(_ findings: inout Findings) {
        // Most looks find nothing that changed.
        if dirtyTasks.isEmpty, dirtyInstances.isEmpty { return }
        var dirty = dirtyTasks
        dirtyTasks = []
        let single = dirtyInstances
        dirtyInstances = []
        for task in dirty { progress[Int(task)].isDirty = false }
        if !graph.ranks.isEmpty { dirty.sort { graph.ranks[Int($0)] < graph.ranks[Int($1)] } }
        for task in dirty {
            if !graph.ranks.isEmpty { judgeLate(before: graph.ranks[Int(task)], &findings) }
            judge(task: Int(task), &findings)
        }
        judgeLate(before: .max, &findings)
        for instance in single { judge(instance, &findings) }
        // Nothing was marked meanwhile, as a rule: the next event finds room.
        if dirtyTasks.isEmpty {
            dirty.removeAll(keepingCapacity: true)
            dirtyTasks = dirty
        }
    }

    private mutating func judgeLate(before rank: Int32, _ findings: inout Findings) {
        while let task = findings.late.last, graph.ranks[task] < rank {
            findings.late.removeLast()
            if progress[task].count < 0 { judge(PlanInstance(task), &findings) }
        }
    }

    private mutating func judge(task: Int, _ findings: inout Findings) {
        guard progress[task].pending > 0 else { return }
        let count = Int(progress[task].count)
        guard count >= 0 else { return judge(PlanInstance(task), &findings) }
        let facts = graph.tasks[task]
        // Outside of mapped groups all instances have the same upstreams.
        if facts.mappedGroup < 0, !facts.hasSkippingParent, progress[task].tally.removed == 0,
            graph.indirectSetups.count(task) == 0, ruleVerdict(PlanInstance(task, mapIndex: 0)) == .wait
        {
            return
        }
        for index in 0..<count { judge(PlanInstance(task, mapIndex: index), &findings) }
    }

    private mutating func judge(_ instance: PlanInstance, _ findings: inout Findings) {
        guard let slot = slot(instance), cells[slot].found == nil, Self.isPending(cells[slot].state) else { return }
        let task = instance.task
        let isUnexpanded = progress[task].count < 0 && graph.tasks[task].isMapped
        let rule = ruleVerdict(instance)
        var verdict = rule
        if isSkippedByParent(instance) { verdict = .decide(.skipped) }
        if isUnexpanded {
            switch mappedUpstreamVerdict(task) {
            case .decide(let state) where verdict != .decide(.upstreamFailed): verdict = .decide(state)
            case .wait where verdict == .start: verdict = .wait
            default: break
            }
        }
        switch verdict {
        case .wait: break
        case .decide(let state): decide(instance, slot, state, nil, &findings)
        case .start where isUnexpanded: expand(instance, slot, &findings)
        case .start:
            if cells[slot].state == nil || cells[slot].isDue {
                cells[slot].found = .scheduled
                findings.starts.append((instance, slot))
            }
        }
    }

    private mutating func expand(_ instance: PlanInstance, _ slot: Int, _ findings: inout Findings) {
        let task = instance.task
        switch expansionCount(task) {
        case .unknown: decide(instance, slot, .upstreamFailed, nil, &findings)
        case .fault(let message): decide(instance, slot, .failed, message, &findings)
        case .count(0): decide(instance, slot, .skipped, nil, &findings)
        case .count(let count):
            expand(task, to: count)
            findings.mapped.append(.mapped(task: task, count: count))
            findings.expanded.append(task)
            for place in graph.downstream.range(task) {
                let target = Int(graph.downstream.targets[place])
                if graph.sharesIndex(task, target) { reconsider(target, after: task, &findings) }
            }
        }
    }

    private mutating func decide(
        _ instance: PlanInstance, _ slot: Int, _ state: TaskState, _ message: String?, _ findings: inout Findings
    ) {
        cells[slot].found = state
        findings.decided.append((instance, slot, message))
        guard instance.mapIndex < 0 else { return }
        for place in graph.mapDependants.range(instance.task) {
            reconsider(Int(graph.mapDependants.targets[place]), after: instance.task, &findings)
        }
    }

    /// Has an unexpanded task judged in this look when its turn is still to come, else in the next.
    private mutating func reconsider(_ target: Int, after task: Int, _ findings: inout Findings) {
        guard progress[target].count < 0 else { return }
        if graph.ranks.isEmpty || graph.ranks[target] < graph.ranks[task] { return markDirty(target) }
        let place = findings.late.firstIndex { graph.ranks[$0] <= graph.ranks[target] } ?? findings.late.count
        if place == findings.late.count || findings.late[place] != target { findings.late.insert(target, at: place) }
    }

    /// Puts what a look found into effect.
    private mutating func settle(_ findings: inout Findings, into actions: inout [Action]) {
        if findings.decided.isEmpty, findings.starts.isEmpty { return }
        findings.decided.sort { $0.instance < $1.instance }
        findings.starts.sort { $0.instance < $1.instance }
        actions.reserveCapacity(actions.count + findings.decided.count + findings.starts.count)
        for (instance, slot, message) in findings.decided {
            guard let state = cells[slot].found else { continue }
            cells[slot].found = nil
            set(state, of: instance, at: slot)
            actions.append(.decided(instance, state, message: message))
        }
        for (instance, slot) in findings.starts {
            cells[slot].found = nil
            if cells[slot].state != .upForReschedule || cells[slot].tryNumber == 0 { cells[slot].tryNumber += 1 }
            set(.scheduled, of: instance, at: slot)
            actions.append(.start(instance, tryNumber: Int(cells[slot].tryNumber)))
        }
    }
}
