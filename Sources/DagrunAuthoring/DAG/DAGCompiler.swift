// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Makes the document and the runnable tasks of what was declared.
struct DAGCompiler {
    struct Result {
        var document: DAGDocument
        var tasks: [ExecutableTask]
        var faults: [DAGFault]
        var locations: [String: SourceLocation]
    }

    var definition: DAGDefinition
    var state: DAGScope.State
    var location: SourceLocation

    private struct EdgeKey: Hashable {
        var from: String
        var to: String
    }

    func compile() -> Result {
        var faults: [DAGFault] = state.faults.map { fault($0.subject, $0.message, $0.location) }
        var locations: [String: SourceLocation] = [:]
        for group in state.groups { locations[group.definition.groupID] = group.location }
        var edges: [EdgeDefinition] = []
        var edgeIndex: [EdgeKey: Int] = [:]
        func add(_ from: String, _ to: String, label: String? = nil) {
            let key = EdgeKey(from: from, to: to)
            if let index = edgeIndex[key] {
                if let label { edges[index].label = label }
                return
            }
            edgeIndex[key] = edges.count
            edges.append(EdgeDefinition(from: from, to: to, label: label))
        }

        var tasks: [ExecutableTask] = []
        tasks.reserveCapacity(state.nodes.count)
        for node in state.nodes {
            var draft = node.draft
            let id = draft.definition.taskID
            // Of two tasks with one id, the first one's place is kept: the fault names the second.
            if locations[id] == nil { locations[id] = draft.location } else {
                faults.append(duplicate(id, at: draft.location, first: locations[id]))
            }
            for (name, input) in draft.inputs {
                for param in input.paramNames where definition.params[param] == nil {
                    faults.append(unknownParam(param, task: id, draft.location))
                }
                for dependency in input.dependencies {
                    if let group = dependency.mappedGroup, node.mappedGroup != group, dependency.part == .whole {
                        faults.append(
                            fault(
                                id,
                                "task \(id) takes the output of \(dependency.taskID), which is inside the mapped group"
                                    + " \(group); take the group's own output, a list",
                                draft.location))
                    }
                    add(dependency.taskID, id)
                    append(dependency, as: name, to: &draft.definition.inputs)
                }
            }
            if let expansion = draft.expansion {
                draft.definition.expand = expansion.definition
                for problem in expansion.problems { faults.append(fault(id, "task \(id): \(problem)", draft.location)) }
                for source in expansion.dependencies { add(source.dependency.taskID, id) }
            }
            for path in draft.requiredPaths where draft.paths[path] == nil {
                faults.append(
                    fault(
                        id,
                        "branch \(id) has no path for .\(path); write .path(.\(path)) >>> a task, or .ends(.\(path)) if"
                            + " it leads to nothing",
                        draft.location))
            }
            draft.definition.branchPaths = draft.paths
            draft.definition.callbacks = draft.callbacks.events
            tasks.append(
                ExecutableTask(
                    definition: draft.definition, retryPolicy: draft.retryPolicy, callbacks: draft.callbacks,
                    mapLabel: draft.mapLabel, body: draft.body))
        }
        for edge in state.edges { add(edge.from, edge.to, label: edge.label) }

        let document = DAGDocument(
            dag: definition, groups: state.groups.map(\.definition), tasks: tasks.map(\.definition), edges: edges)
        faults += documentFaults(document, locations: locations, reported: faults)
        faults.sort { ($0.location?.line ?? 0, $0.subject) < ($1.location?.line ?? 0, $1.subject) }
        return Result(document: document, tasks: tasks, faults: faults, locations: locations)
    }

    /// Adds a data input; one template may take several outputs, and one output several times.
    private func append(
        _ dependency: InputDependency, as name: String, to inputs: inout [TaskDefinition.DataInput]
    ) {
        var unique = name
        var number = 1
        while let other = inputs.first(where: { $0.name == unique }) {
            if other.task == dependency.taskID { return }
            number += 1
            unique = "\(name)_\(number)"
        }
        inputs.append(TaskDefinition.DataInput(name: unique, task: dependency.taskID, type: dependency.typeName))
    }

    private func fault(_ subject: String, _ message: String, _ location: SourceLocation?) -> DAGFault {
        DAGFault(dagID: definition.dagID, subject: subject, message: message, location: location)
    }

    private func duplicate(_ id: String, at place: SourceLocation, first: SourceLocation?) -> DAGFault {
        fault(
            id, "the id “\(id)” is used twice\(first.map { "; the first is at \($0)" } ?? ""); give one another id", place)
    }

    private func unknownParam(_ name: String, task: String, _ place: SourceLocation) -> DAGFault {
        let hint = Suggestion.closest(to: name, in: definition.params.keys.sorted()).map { "; did you mean “\($0)”?" }
        return fault(
            task, "task \(task) reads the param “\(name)”, which the DAG does not declare\(hint ?? "")", place)
    }

    private func documentFaults(
        _ document: DAGDocument, locations: [String: SourceLocation], reported: [DAGFault]
    ) -> [DAGFault] {
        // Duplicates were found above already, with the line of the second declaration.
        document.faults().filter { $0.code != .duplicateID }.map { found in
            let id: String? =
                switch found.subject {
                case .dag, .param: nil
                case .task(let id), .group(let id): id
                // An operator such as >>> can't be told where it stands: the task that waits is the next best.
                case .edge(let from, let to): locations[to] == nil ? from : to
                }
            return fault(id ?? definition.dagID, found.message, id.flatMap { locations[$0] } ?? location)
        }
    }
}
