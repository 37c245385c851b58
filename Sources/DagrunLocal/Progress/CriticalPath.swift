// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
import FoundationEssentials

/// The chain of task instances that decided how long a run took: each one started only after the one before it ended.
public struct CriticalPath: Sendable, Hashable {
    /// An instance of the chain.
    public struct Step: Sendable, Hashable {
        /// The instance.
        public var id: TaskInstanceID
        /// Its label, where it is mapped and has one.
        public var label: String?
        /// Seconds between the end of the one before it, or the run's start, and its own start.
        public var waiting: Double
        /// Seconds from its first start to its last end, waits between tries included.
        public var running: Double
    }

    /// The chain, the first one first.
    public private(set) var steps: [Step] = []

    /// Seconds spent waiting before instances of the chain.
    public var waiting: Double { steps.reduce(0) { $0 + $1.waiting } }
    /// Seconds spent in instances of the chain.
    public var running: Double { steps.reduce(0) { $0 + $1.running } }

    /// Finds the chain of a run, from the instance that ended last back to the run's start.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: The run; instances that never ran are passed through.
    public init(document: DAGDocument, record: RunRecord) {
        let order = TaskOrder(document)
        // The instance of each task that ended last.
        var last: [String: (id: TaskInstanceID, span: RunTimes.Span)] = [:]
        for (id, instance) in record.instances {
            guard let span = RunTimes.span(instance) else { continue }
            if let known = last[id.taskID], (known.span.end, known.id) >= (span.end, id) { continue }
            last[id.taskID] = (id, span)
        }
        // What decided when a step could start: of a task itself, or through points and tasks that never ran.
        var deciding: [String?] = []
        func end(_ taskID: String?) -> Date { taskID.flatMap { last[$0]?.span.end } ?? .distantPast }
        var before: [String: String?] = [:]
        for step in order.steps {
            let latest = step.upstream.compactMap { deciding[$0] }.max { (end($0), $1) < (end($1), $0) }
            if let taskID = step.taskID, last[taskID] != nil {
                before[taskID] = latest
                deciding.append(taskID)
            } else {
                deciding.append(latest)
            }
        }
        var next = last.values.max { ($0.span.end, $1.id) < ($1.span.end, $0.id) }?.id.taskID
        var chain: [(id: TaskInstanceID, span: RunTimes.Span)] = []
        while let taskID = next, let one = last[taskID], chain.count <= order.steps.count {
            chain.append(one)
            next = before[taskID] ?? nil
        }
        var previous = record.start
        for one in chain.reversed() {
            let waiting = one.span.start.timeIntervalSince(previous)
            // With rules like one_success a task may start before the last of its upstreams ends.
            let running = one.span.end.timeIntervalSince(max(one.span.start, previous))
            let label = record.instances[one.id]?.mapLabel
            steps.append(Step(id: one.id, label: label, waiting: max(0, waiting), running: max(0, running)))
            previous = max(previous, one.span.end)
        }
    }
}
