// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import DagrunRuntime
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
        for tasks: [ExecutableTask], given: Set<String>, marked: Set<String>, graph: PlanGraph, now: Date
    ) throws -> [RunEvent] {
        let taken = given.union(marked)
        for name in inputs.keys.sorted() where !taken.contains(name) {
            let hint = Suggestion.closest(to: name, in: taken.sorted()).map { "; did you mean “\($0)”?" } ?? ""
            throw RunError.badOption(
                "--input \(name): this run does not take the output of a task of that name\(hint)")
        }
        let plan = RunPlan(graph)
        var events: [RunEvent] = []
        for task in tasks {
            let taskID = task.definition.taskID
            let isMapped = graph.task(taskID).map(graph.isMapped) ?? false
            // Known already where it is mapped over a literal.
            let count = graph.task(taskID).flatMap { plan.count(of: $0) }
            if let value = inputs[taskID] {
                let found = try give(value, to: taskID, isMapped: isMapped, count: count, now)
                try check(found, of: task, "--input \(taskID)")
                events += found
            } else if given.contains(taskID) || (marked.contains(taskID) && hasOutput(taskID)) {
                let found = take(taskID, count: count, now)
                try check(found, of: task, "--outputs-from: task \(taskID)")
                events += found
            }
        }
        return events
    }

    /// Whether the earlier run has anything that a task returned.
    private func hasOutput(_ taskID: String) -> Bool {
        earlier?.instances.contains { $0.key.taskID == taskID && $0.value.value != nil } ?? false
    }

    /// Refuses values that are not of the type that the task returns: whoever takes them could only fail.
    private func check(_ events: [RunEvent], of task: ExecutableTask, _ source: String) throws {
        for event in events {
            guard case .ended(let id, _, let end) = event.kind, let value = end.value else { continue }
            let json = XComValue(json: value)
            // Null stands for a task that returned nothing, as in XComs.
            if json.isNull { continue }
            do {
                try task.checkOutput(json)
            } catch {
                let place = id.mapIndex < 0 ? "" : " of instance \(id.mapIndex)"
                let type = task.definition.outputType.map { " (\($0))" } ?? ""
                let reason = (error as? DecodingError)?.reason ?? "\(error)"
                throw RunError.badOption("\(source): the value\(place) is not what the task returns\(type): \(reason)")
            }
        }
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
