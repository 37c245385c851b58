// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    /// Judges an instance by its trigger rule, its setups and, for a teardown, its scope.
    ///
    /// Source: Airflow 3.3, `TriggerRuleDep._evaluate_trigger_rule`.
    func ruleVerdict(_ instance: PlanInstance) -> Verdict {
        let task = instance.task
        let facts = graph.tasks[task]
        if graph.upstream.count(task) == 0 || facts.rule == .always { return .start }
        if facts.isTeardown {
            let verdict = facts.rule.verdict(tally(instance), mapIndex: instance.mapIndex)
            return verdict == .start && !isScopeDone(instance) ? .wait : verdict
        }
        var setups = Verdict.start
        if graph.indirectSetups.count(task) > 0 {
            setups = setupVerdict(instance)
            if case .decide = setups { return setups }
        }
        let verdict = facts.rule.verdict(tally(instance), mapIndex: instance.mapIndex)
        return verdict == .start ? setups : verdict
    }

    /// The upstream instances that count for an instance.
    func tally(_ instance: PlanInstance) -> UpstreamTally {
        let task = instance.task
        var tally = progress[task].tally
        guard graph.tasks[task].mappedGroup >= 0 else { return tally }
        if instance.mapIndex >= 0 {
            let base = Int(progress[task].tallyBase)
            if base >= 0 { tally.add(ended: tallies[base + instance.mapIndex]) }
            return tally
        }
        // Not expanded yet: expanded upstreams of the same group don't count, or all their instances do.
        let isFast = graph.tasks[task].rule.isFast
        for place in graph.upstream.range(task) {
            let source = Int(graph.upstream.targets[place])
            guard graph.sharesIndex(task, source), progress[source].count >= 0 else { continue }
            let isSetup = graph.tasks[source].isSetup
            let instances = isFast ? progress[source].count : 0
            tally.total += instances - 1
            if isSetup { tally.setups += instances - 1 }
            for index in 0..<instances {
                if let state = cells[Int(progress[source].base + index)].state { tally.count(state, isSetup: isSetup) }
            }
        }
        return tally
    }

    /// Judges an instance by the relevant setups that are not right in front of it.
    ///
    /// Source: Airflow 3.3, `TriggerRuleDep._evaluate_setup_constraint`.
    private func setupVerdict(_ instance: PlanInstance) -> Verdict {
        var tally = UpstreamTally()
        for setup in graph.indirectSetups.row(instance.task) {
            forEachRelevant(Int(setup), to: instance) { state in
                tally.total += 1
                if let state { tally.count(state, isSetup: true) }
            }
        }
        if tally.upstreamFailed > 0 || tally.failed > 0 { return .decide(.upstreamFailed) }
        if tally.skipped > 0 { return .decide(.skipped) }
        if TriggerRule.isRemoved(tally, mapIndex: instance.mapIndex) { return .decide(.removed) }
        let missing = tally.total - tally.success - (instance.mapIndex > -1 ? tally.removed : 0)
        return missing > 0 ? .wait : .start
    }

    /// Whether all that lies between the setups and their teardown ended.
    private func isScopeDone(_ instance: PlanInstance) -> Bool {
        let task = instance.task
        if progress[task].scopeOpen <= 0 { return true }
        guard graph.tasks[task].mappedGroup >= 0 else { return false }
        for inside in graph.scopes.row(task) {
            var isDone = true
            forEachRelevant(Int(inside), to: instance) { state in
                if state?.isFinished != true { isDone = false }
            }
            if !isDone { return false }
        }
        return true
    }

    /// Calls with the state of each instance of a task that counts for another one.
    private func forEachRelevant(_ task: Int, to instance: PlanInstance, _ body: (TaskState?) -> Void) {
        let count = Int(progress[task].count)
        let base = Int(progress[task].base)
        if count < 0 {
            body(cells[task].state)
        } else if graph.sharesIndex(task, instance.task) {
            if instance.mapIndex >= 0 {
                if instance.mapIndex < count { body(cells[base + instance.mapIndex].state) }
            } else if graph.tasks[instance.task].rule.isFast {
                for index in 0..<count { body(cells[base + index].state) }
            }
        } else {
            for index in 0..<count { body(cells[base + index].state) }
        }
    }

    /// Whether a branch or a short circuit right in front of an instance skipped it.
    ///
    /// Source: Airflow 3.3, `NotPreviouslySkippedDep`. A mapped branch speaks for the instance with the same map index; a
    /// branch in a mapped group for none, because Airflow asks it without a map index.
    func isSkippedByParent(_ instance: PlanInstance) -> Bool {
        let task = instance.task
        guard graph.tasks[task].hasSkippingParent, !skips.isEmpty else { return false }
        for place in graph.upstream.range(task) {
            let parent = Int(graph.upstream.targets[place])
            guard graph.tasks[parent].kind != .plain else { continue }
            let index = graph.tasks[parent].expansion >= 0 ? instance.mapIndex : -1
            guard let slot = slot(PlanInstance(parent, mapIndex: index)) else { continue }
            if skips[Int32(slot)]?.contains(Int32(task)) == true { return true }
        }
        return false
    }
}
