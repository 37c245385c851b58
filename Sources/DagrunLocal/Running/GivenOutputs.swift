// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// Values of tasks that a run does not run: taken from an earlier run, or given by hand.
struct GivenOutputs {
    private let earlier: RunRecord?
    private let inputs: [String: JSONValue]

    init(_ configuration: LocalRunConfiguration, dagID: String) throws {
        inputs = configuration.inputs
        earlier = try configuration.outputsFrom.map { runID in
            guard let root = configuration.root else {
                throw RunError.badOption("outputs can't be taken from a run: runs are not kept on disk")
            }
            return try RunHistory(root: root).contents(dagID: dagID, runID: runID).record
        }
    }

    /// The events that give the tasks their values, so that the new run's journal is whole by itself.
    func events(
        for document: DAGDocument, given: Set<String>, graph: PlanGraph, now: Date
    ) throws -> [RunEvent] {
        for name in inputs.keys.sorted() where !given.contains(name) {
            let hint = Suggestion.closest(to: name, in: given.sorted()).map { "; did you mean “\($0)”?" } ?? ""
            throw RunError.badOption(
                "--input \(name): this run does not take the output of a task of that name\(hint)")
        }
        let plan = RunPlan(graph)
        var events: [RunEvent] = []
        for task in document.tasks where given.contains(task.taskID) {
            let isMapped = graph.task(task.taskID).map(graph.isMapped) ?? false
            // Known already where it is mapped over a literal.
            let count = graph.task(task.taskID).flatMap { plan.count(of: $0) }
            if let value = inputs[task.taskID] {
                events += try give(value, to: task.taskID, isMapped: isMapped, count: count, now)
            } else {
                events += take(task.taskID, count: count, now)
            }
        }
        return events
    }

    private func give(
        _ value: JSONValue, to taskID: String, isMapped: Bool, count: Int?, _ now: Date
    ) throws(RunError) -> [RunEvent] {
        guard isMapped else {
            return [done(TaskInstanceID(taskID), CanonicalJSON.bytes(of: value), "given by hand", now)]
        }
        guard case .array(let elements) = value else {
            throw .badOption(
                "--input \(taskID): the task is mapped; give a JSON array with an element for each instance")
        }
        if let count, count != elements.count {
            throw .badOption(
                "--input \(taskID): the task has \(count) instances, but \(elements.count) values were given")
        }
        guard !elements.isEmpty else {
            return [RunEvent(time: now, kind: .decided(TaskInstanceID(taskID), .skipped, message: "given by hand"))]
        }
        return [RunEvent(time: now, kind: .mapped(taskID: taskID, count: elements.count))]
            + elements.enumerated().map { index, element in
                done(
                    TaskInstanceID(taskID, mapIndex: index), CanonicalJSON.bytes(of: element), "given by hand", now)
            }
    }

    private func take(_ taskID: String, count: Int?, _ now: Date) -> [RunEvent] {
        let count = count ?? earlier?.mappedCounts[taskID]
        let all = count.map { (0..<$0).map { TaskInstanceID(taskID, mapIndex: $0) } } ?? [TaskInstanceID(taskID)]
        guard let earlier else { return all.map { done($0, nil, "not run", now) } }
        let source = "taken from run \(earlier.facts.runID)"
        var events: [RunEvent] = []
        if let count {
            events.append(RunEvent(time: now, kind: .mapped(taskID: taskID, count: count)))
        }
        let instances = earlier.instances.filter { $0.key.taskID == taskID }.sorted { $0.key < $1.key }
        for (id, instance) in instances {
            switch instance.state {
            case .success: events.append(done(id, instance.value, source, now))
            case .skipped: events.append(RunEvent(time: now, kind: .decided(id, .skipped, message: source)))
            default: events.append(done(id, nil, "not run", now))
            }
            for (key, value) in instance.pushed.sorted(by: { $0.key < $1.key }) {
                events.append(RunEvent(time: now, kind: .pushed(id, key: key, value: value)))
            }
        }
        // What the earlier run did not come to must not be run by this one either.
        let found = Set(instances.map(\.key))
        if count != nil || found.isEmpty {
            events += all.filter { !found.contains($0) }.map { done($0, nil, "not run", now) }
        }
        return events
    }

    private func done(_ id: TaskInstanceID, _ value: [UInt8]?, _ message: String, _ now: Date) -> RunEvent {
        RunEvent(
            time: now,
            kind: .ended(id, tryNumber: 1, RunEvent.AttemptEnd(state: .success, message: message, value: value)))
    }
}
