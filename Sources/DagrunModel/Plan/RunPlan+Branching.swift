// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    /// The tasks that a choice skips, to be recorded with the end of the try.
    ///
    /// - Parameters:
    ///   - task: The place of the branch or short circuit.
    ///   - choice: What it found.
    /// - Returns: The places of the skipped tasks, ascending; of a short circuit that ignores trigger rules, all that
    ///   lies behind it.
    public func skippedTasks(by task: Int, _ choice: Choice) -> [Int] {
        guard graph.tasks.indices.contains(task) else { return [] }
        return allSkipped(by: task, choice).map(Int.init)
    }

    /// All that a choice skips at once: of a short circuit that ignores trigger rules, all that lies behind it.
    private func allSkipped(by task: Int, _ choice: Choice) -> [Int32] {
        guard case .shortCircuit = choice, graph.tasks[task].ignoresRules else { return skipped(by: task, choice) }
        return descendants(of: task).filter { !graph.tasks[Int($0)].isTeardown }
    }

    /// The tasks right behind a branch or a short circuit that its choice skips, ascending.
    ///
    /// A task that can be reached from a chosen one is not skipped, even where it was not chosen itself.
    ///
    /// Source: Airflow 3.3, `SkipMixin.skip_all_except` and `ShortCircuitOperator.execute`.
    func skipped(by task: Int, _ choice: Choice) -> [Int32] {
        let behind = graph.downstream.row(task)
        switch choice {
        case .shortCircuit: return behind.filter { !graph.tasks[Int($0)].isTeardown }
        case .follow(let chosen):
            var followed = Set(chosen.filter { graph.tasks.indices.contains($0) }.map { Int32($0) })
            var candidates = behind.filter { !followed.contains($0) }
            guard var last = candidates.map({ graph.position[Int($0)] }).max() else { return [] }
            var stack = Array(followed)
            // Nothing behind the last candidate in topological order leads to one.
            while let next = stack.popLast(), !candidates.isEmpty {
                for target in graph.downstream.row(Int(next))
                where graph.position[Int(target)] <= last && followed.insert(target).inserted {
                    stack.append(target)
                    if let place = candidates.firstIndex(of: target) {
                        candidates.remove(at: place)
                        last = candidates.map { graph.position[Int($0)] }.max() ?? -1
                    }
                }
            }
            return candidates
        }
    }

    /// Skips what a choice skips.
    ///
    /// An instance without map index marks the unexpanded instances at once, even those that are to start; the rest is
    /// found by the next look.
    mutating func branch(_ instance: PlanInstance, at slot: Int, _ choice: Choice, skipping direct: [Int32]) -> [Action]
    {
        let task = instance.task
        if !direct.isEmpty { skips[Int32(slot)] = direct }
        guard instance.mapIndex < 0 else {
            for target in direct { dirtyInstances.append(PlanInstance(Int(target), mapIndex: instance.mapIndex)) }
            return []
        }
        for target in direct { markDirty(Int(target)) }
        let targets = allSkipped(by: task, choice)
        var actions: [Action] = []
        for target in targets {
            let target = PlanInstance(Int(target))
            guard let slot = self.slot(target) else { continue }
            switch cells[slot].state {
            case .running, .success, .failed, .skipped: continue
            default:
                set(.skipped, of: target, at: slot)
                actions.append(.decided(target, .skipped, message: nil))
            }
        }
        return actions
    }

    private func descendants(of task: Int) -> [Int32] {
        var found: Set<Int32> = []
        var stack = [Int32(task)]
        while let task = stack.popLast() {
            for target in graph.downstream.row(Int(task)) where found.insert(target).inserted { stack.append(target) }
        }
        return found.sorted()
    }
}
