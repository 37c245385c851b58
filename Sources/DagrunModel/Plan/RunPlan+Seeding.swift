// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension RunPlan {
    /// Goes on with a run in the middle.
    ///
    /// Instances that ended stay as they are; those that wait for a timer wait on, until ``Event/due(_:)`` is told; all
    /// others start anew, with a new try. What a branch decided but what was not recorded any more is done first.
    ///
    /// - Parameters:
    ///   - graph: The graph to run, the same as before.
    ///   - seed: What is known about the run.
    public init(_ graph: PlanGraph, seed: RunSeed) {
        self.init(graph)
        opening = []
        for task in 0..<graph.taskCount where graph.tasks[task].isMapped {
            if let count = count(of: task) {
                if seed.counts[task] != count { opening.append(.mapped(task: task, count: count)) }
            } else if let count = seed.counts[task], (1...ExpansionArithmetic.largestCount).contains(count), fits(count)
            {
                expand(task, to: count)
            }
        }
        let instances = seed.instances.sorted { $0.key < $1.key }
        for (instance, known) in instances { restore(instance, known) }
        for (instance, known) in instances where known.state == .success && instance.mapIndex < 0 {
            for target in known.skipped {
                let target = PlanInstance(target)
                guard let slot = slot(target), cells[slot].state?.isFinished != true else { continue }
                set(.skipped, of: target, at: slot)
                opening.append(.decided(target, .skipped, message: nil))
            }
        }
        if graph.failFast {
            // An end by the planner, without a try, does not stop the others.
            stopRest(
                except: Set(instances.filter { $0.value.state == .failed && $0.value.tryNumber > 0 }.map(\.key.task)))
        }
        for task in 0..<graph.taskCount { markDirty(task) }
    }

    /// Stops what a failure before the interruption should have stopped.
    private mutating func stopRest(except failed: Set<Int>) {
        guard !failed.isEmpty else { return }
        for task in 0..<graph.taskCount
        where progress[task].open > 0 && !failed.contains(task) && !graph.tasks[task].isTeardown {
            for instance in self.instances(of: task) {
                guard let slot = slot(instance), cells[slot].state?.isFinished != true else { continue }
                set(.skipped, of: instance, at: slot)
                opening.append(.decided(instance, .skipped, message: Self.skippedByFailure))
            }
        }
    }

    private mutating func restore(_ instance: PlanInstance, _ known: RunSeed.Instance) {
        guard let slot = slot(instance) else { return }
        let task = instance.task
        cells[slot].tryNumber = Int32(clamping: max(0, known.tryNumber))
        cells[slot].lastRetry = Int32(clamping: Int(graph.tasks[task].retries) + max(0, known.lostTries))
        guard let state = known.state else { return }
        switch state {
        case .success:
            keep(instance, length: known.length, hasValue: known.returned)
            let direct = known.skipped.map { Int32(clamping: $0) }.filter { graph.downstream.contains(task, $0) }
            if !direct.isEmpty { skips[Int32(slot)] = direct }
            set(state, of: instance, at: slot)
        case .failed, .skipped, .upstreamFailed, .removed, .upForRetry, .upForReschedule:
            set(state, of: instance, at: slot)
        case .scheduled, .queued, .running, .deferred, .restarting: break
        }
    }
}
