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
        var events: [RunEvent] = []
        for task in document.tasks where given.contains(task.taskID) {
            if let value = inputs[task.taskID] {
                events += give(value, to: task.taskID, isMapped: graph.task(task.taskID).map(graph.isMapped) ?? false, now)
            } else {
                events += take(task.taskID, now)
            }
        }
        return events
    }

    private func give(_ value: JSONValue, to taskID: String, isMapped: Bool, _ now: Date) -> [RunEvent] {
        guard isMapped, case .array(let elements) = value else {
            return [done(TaskInstanceID(taskID), CanonicalJSON.bytes(of: value), "given by hand", now)]
        }
        return [RunEvent(time: now, kind: .mapped(taskID: taskID, count: elements.count))]
            + elements.enumerated().map { index, element in
                done(
                    TaskInstanceID(taskID, mapIndex: index), CanonicalJSON.bytes(of: element), "given by hand", now)
            }
    }

    private func take(_ taskID: String, _ now: Date) -> [RunEvent] {
        guard let earlier else { return [done(TaskInstanceID(taskID), nil, "not run", now)] }
        let source = "taken from run \(earlier.facts.runID)"
        var events: [RunEvent] = []
        if let count = earlier.mappedCounts[taskID] {
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
        return events.isEmpty ? [done(TaskInstanceID(taskID), nil, "not run", now)] : events
    }

    private func done(_ id: TaskInstanceID, _ value: [UInt8]?, _ message: String, _ now: Date) -> RunEvent {
        RunEvent(
            time: now,
            kind: .ended(id, tryNumber: 1, RunEvent.AttemptEnd(state: .success, message: message, value: value)))
    }
}
