// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials

/// How long a run will still take, as far as that can be known.
struct RemainingTime: Hashable {
    /// Seconds.
    var seconds: Double
    /// Whether tasks of unknown duration are still to come.
    var isAtLeast: Bool

    /// Estimates the rest of a run.
    ///
    /// An instance is expected to take as long as the finished ones of its task did, or as in the earlier run. The rest
    /// is at least the longest chain of such durations, and at least all the work shared by as many as ran at once.
    ///
    /// - Parameters:
    ///   - model: The run.
    ///   - now: The present.
    /// - Returns: The estimate; `nil` where nothing is known about any task to come.
    static func estimate(_ model: ProgressModel, now: Date) -> RemainingTime? {
        var elapsed: [String: [Double]] = [:]
        for (id, running) in model.running {
            elapsed[id.taskID, default: []].append(now.timeIntervalSince(running.start))
        }
        for (id, waiting) in model.waiting {
            // A wait counts as time that is still to come.
            if let next = waiting.next { elapsed[id.taskID, default: []].append(min(0, now.timeIntervalSince(next))) }
        }
        let workers = Double(max(1, model.peakRunning))
        var work = 0.0
        var unknown = false
        var known = false
        var costs: [String: Double] = [:]
        for (taskID, tally) in model.tallies {
            let left = max(tally.expected ?? 1, tally.finished) - tally.finished
            if left == 0 { continue }
            guard let unit = tally.mean ?? model.history[taskID] else {
                unknown = true
                continue
            }
            if tally.expected == nil { unknown = true }
            known = true
            let started = elapsed[taskID] ?? []
            let rests = started.map { max(0, unit - $0) }
            let fresh = Double(max(0, left - started.count))
            work += rests.reduce(0, +) + fresh * unit
            costs[taskID] = max(rests.max() ?? 0, (fresh / workers).rounded(.up) * unit)
        }
        guard known else { return nil }
        var ends: [Double] = []
        for step in model.order.steps {
            let before = step.upstream.map { ends[$0] }.max() ?? 0
            ends.append(before + (step.taskID.flatMap { costs[$0] } ?? 0))
        }
        return RemainingTime(seconds: max(ends.max() ?? 0, work / workers), isAtLeast: unknown)
    }
}
