// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Makes the document and the runnable tasks of what was declared.
struct DAGCompiler {
    struct Result: Sendable {
        var document: DAGDocument
        var tasks: [ExecutableTask]
        var faults: [DAGFault]
        var locations: [String: SourceLocation]
        var taskLocations: [SourceLocation]
    }

    struct EdgeKey: Hashable {
        var from: String
        var to: String
    }

    let definition: DAGDefinition
    let location: SourceLocation
    private let state: DAGScope.State
    var faults: [DAGFault] = []
    /// Where each group and task stands.
    var locations: [String: SourceLocation] = [:]
    /// Where edges stand, as far as that is known.
    var edgeLocations: [EdgeKey: SourceLocation] = [:]
    private var edges: [EdgeDefinition] = []
    private var edgeIndex: [EdgeKey: Int] = [:]

    init(definition: DAGDefinition, state: DAGScope.State, location: SourceLocation) {
        self.definition = definition
        self.state = state
        self.location = location
    }

    func compile() -> Result {
        var compiler = self
        return compiler.run()
    }

    private mutating func run() -> Result {
        for found in state.faults { add(found.subject, found.message, found.location) }
        for draft in state.drafts where !draft.isExpanded { addIncomplete(draft.id, draft.location) }
        for group in state.groups {
            noteLocation(of: group.definition.groupID, group.location)
            for (_, dependency) in group.source where dependency.mappedGroup != group.mappedGroup {
                checkLeak(dependency, into: group.definition.groupID, kind: "group", inside: nil, group.location)
            }
        }
        var tasks: [ExecutableTask] = []
        tasks.reserveCapacity(state.nodes.count)
        for node in state.nodes { tasks.append(task(node)) }
        for edge in state.edges {
            if let place = edge.location { edgeLocations[EdgeKey(from: edge.from, to: edge.to)] = place }
            addEdge(edge.from, edge.to, label: edge.label)
        }
        let document = DAGDocument(
            dag: definition, groups: state.groups.map(\.definition), tasks: tasks.map(\.definition), edges: edges)
        checkSchedule()
        addFaults(of: document)
        sortFaults()
        return Result(
            document: document, tasks: tasks, faults: faults, locations: locations,
            taskLocations: state.nodes.map(\.draft.location))
    }

    private mutating func addEdge(_ from: String, _ to: String, label: String? = nil) {
        let key = EdgeKey(from: from, to: to)
        guard let index = edgeIndex[key] else {
            edgeIndex[key] = edges.count
            edges.append(EdgeDefinition(from: from, to: to, label: label))
            return
        }
        // Two paths of a branch may lead to one task.
        guard let label, edges[index].label != label else { return }
        edges[index].label = edges[index].label.map { "\($0), \(label)" } ?? label
    }

    /// A task with its edges.
    private mutating func task(_ node: TaskNode) -> ExecutableTask {
        var draft = node.draft
        let id = draft.definition.taskID
        noteLocation(of: id, draft.location)
        var names: Set<String> = []
        var (optional, required): (Set<String>, Set<String>) = ([], [])
        for (name, input) in draft.inputs {
            check(input, of: id, inside: node.mappedGroup, draft.location)
            var seen: Set<InputDependency> = []
            for dependency in input.dependencies where seen.insert(dependency).inserted {
                addEdge(dependency.taskID, id)
                if dependency.isOptional {
                    optional.insert(dependency.taskID)
                } else {
                    required.insert(dependency.taskID)
                }
                draft.definition.inputs.append(
                    TaskDefinition.DataInput(
                        name: Self.unique(name, among: &names), task: dependency.taskID, type: dependency.typeName))
            }
        }
        if var expansion = draft.expansion {
            for place in expansion.definition.over.indices {
                expansion.definition.over[place].name = Self.unique(
                    expansion.definition.over[place].name, among: &names)
            }
            draft.definition.expand = expansion.definition
            for problem in expansion.problems { add(id, "task \(id): \(problem)", draft.location) }
            for (_, dependency) in expansion.dependencies {
                checkLeak(dependency, into: id, inside: node.mappedGroup, draft.location)
                addEdge(dependency.taskID, id)
                required.insert(dependency.taskID)
            }
        }
        if let label = draft.mapLabel { check(label: label, of: draft) }
        checkPaths(of: draft)
        draft.definition.branchPaths = draft.paths
        draft.definition.callbacks = draft.callbacks.events
        return ExecutableTask(
            definition: draft.definition, retryPolicy: draft.retryPolicy, callbacks: draft.callbacks,
            mapLabel: draft.mapLabel?.resolve, checkOutput: draft.checkOutput,
            optionalInputs: optional.subtracting(required), renderedFields: RenderedFields.renderer(draft.inputs),
            body: draft.body)
    }

    /// A name that no other argument of the task has: one template may take from several tasks.
    private static func unique(_ name: String, among names: inout Set<String>) -> String {
        let name = name.isEmpty ? "input" : name
        if names.insert(name).inserted { return name }
        var number = 2
        while !names.insert("\(name)_\(number)").inserted { number += 1 }
        return "\(name)_\(number)"
    }
}
