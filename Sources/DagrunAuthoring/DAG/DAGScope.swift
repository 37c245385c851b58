// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import Synchronization

/// What has been declared so far in the body of a DAG.
///
/// `task(…)` and its siblings are plain function calls, so that a task bound by `let` and never named again is part of the
/// DAG too; they find the DAG that is being declared here.
final class DAGScope: Sendable {
    /// A group that is being declared.
    struct Group: Sendable {
        var definition: TaskGroupDefinition
        var settings: [TaskSettings]
        var mappedGroup: String?
        var source: [(name: String, dependency: InputDependency)]
        var location: SourceLocation
    }

    /// An edge as written.
    struct Edge: Sendable {
        var from: String
        var to: String
        var label: String?
        var location: SourceLocation?
    }

    /// A mapped task that was begun.
    struct Draft: Sendable {
        var id: String
        var location: SourceLocation
        var isExpanded = false
    }

    struct State: Sendable {
        var nodes: [TaskNode] = []
        var groups: [Group] = []
        var edges: [Edge] = []
        var faults: [(subject: String, message: String, location: SourceLocation)] = []
        var stack: [Int] = []
        var drafts: [Draft] = []
        var isFrozen = false
    }

    @TaskLocal static var current: DAGScope?

    let dagID: String
    let settings: TaskSettings
    /// When the DAG's runs are made.
    let schedule: ScheduleDefinition
    private let state = Mutex(State())

    init(dagID: String, settings: TaskSettings, schedule: ScheduleDefinition) {
        self.dagID = dagID
        self.schedule = schedule
        self.settings = settings
    }

    /// The DAG that is being declared.
    ///
    /// Declaring a task outside the body of a DAG is a mistake of the program, not of its input.
    static func required(_ what: String) -> DAGScope {
        guard let scope = current else {
            preconditionFailure("\(what) was declared outside the body of a DAG; write it within DAG(\"…\") { … }")
        }
        return scope
    }

    func withState<Result>(_ change: (inout sending State) -> sending Result) -> Result {
        state.withLock { state in
            precondition(!state.isFrozen, "DAG \(dagID) is complete; declare all of it within its body")
            return change(&state)
        }
    }

    func fault(_ subject: String, _ message: String, _ location: SourceLocation) {
        withState { $0.faults.append((subject, message, location)) }
    }

    /// Finds fault with a branch that was declared as a plain task: all of its paths would go on.
    func checkIsNoBranch<Work: Operator>(_ type: Work.Type, _ id: String, _ location: SourceLocation) {
        guard type is any BranchOperator.Type else { return }
        fault(
            id,
            "task \(id): a \(Work.operatorName) chooses among paths; declare it with branch(\"…\", …), and write what each path"
                + " leads to", location)
    }

    /// Closes the DAG and hands over what was declared.
    func freeze() -> State {
        state.withLock { state in
            state.isFrozen = true
            return state
        }
    }

    // MARK: Declaring

    /// Registers a task and says which id it got.
    func add<Output: Codable & Sendable>(
        _ id: String, operatorName: String, defaults: TaskSettings, location: SourceLocation,
        inputs: [(name: String, input: any AnyInput)], outputType: Output.Type,
        body: @escaping @Sendable (TaskContext) async throws -> Output
    ) -> TaskNode {
        // A task without a result pushes none.
        let isVoid = outputType == NoOutput.self
        let erased: @Sendable (TaskContext) async throws -> XComValue? = { context in
            let value = try await body(context)
            return isVoid ? nil : try XComValue(value)
        }
        return withState { state in
            let group = state.stack.last.map { state.groups[$0] }
            let groupID = group?.definition.groupID
            let fullID = groupID.map { "\($0).\(id)" } ?? id
            var definition = TaskDefinition(taskID: fullID, operatorName: operatorName, group: groupID)
            definition.outputType = isVoid ? nil : TypeName.of(Output.self)
            var callbacks = TaskCallbacks()
            var retryPolicy: (@Sendable (any Error) -> RetryDecision)?
            for layer in [settings] + (group?.settings ?? []) + [defaults] {
                layer.apply(to: &definition)
                callbacks.append(layer.callbacks)
                retryPolicy = layer.retryPolicy ?? retryPolicy
            }
            let node = TaskNode(
                TaskDraftState(
                    definition: definition, location: location, inputs: inputs, callbacks: callbacks,
                    retryPolicy: retryPolicy, body: erased,
                    checkOutput: { if !isVoid { _ = try $0.decode(as: Output.self) } }),
                id: fullID, mappedGroup: group?.mappedGroup)
            state.nodes.append(node)
            return node
        }
    }

    func addEdge(from: String, to: String, label: String?, _ location: SourceLocation?) {
        withState { $0.edges.append(Edge(from: from, to: to, label: label, location: location)) }
    }

    /// Declares a group and what is in it.
    func group<Result>(
        _ id: String, displayName: String?, tooltip: String?, settings: TaskSettings, location: SourceLocation,
        expansion: Expansion? = nil, body: () -> Result
    ) -> (id: String, result: Result) {
        let fullID = withState { state -> String in
            let parent = state.stack.last.map { state.groups[$0] }
            let fullID = parent.map { "\($0.definition.groupID).\(id)" } ?? id
            state.groups.append(
                Group(
                    definition: TaskGroupDefinition(
                        groupID: fullID, parent: parent?.definition.groupID, tooltip: tooltip,
                        displayName: displayName, expand: expansion?.definition),
                    settings: (parent?.settings ?? []) + [settings],
                    mappedGroup: expansion != nil ? fullID : parent?.mappedGroup,
                    source: expansion?.dependencies ?? [],
                    location: location))
            state.stack.append(state.groups.count - 1)
            return fullID
        }
        let result = body()
        withState { _ = $0.stack.popLast() }
        for dependency in expansion?.dependencies ?? [] {
            addEdge(from: dependency.dependency.taskID, to: fullID, label: nil, location)
        }
        return (fullID, result)
    }

    /// The full id of something that is declared here.
    func fullID(_ id: String) -> String {
        withState { state in state.stack.last.map { "\(state.groups[$0].definition.groupID).\(id)" } ?? id }
    }

    /// Notes a mapped task that was begun, and says its place among them.
    func begin(_ id: String, _ location: SourceLocation) -> Int {
        let id = fullID(id)
        return withState { state in
            state.drafts.append(Draft(id: id, location: location))
            return state.drafts.count - 1
        }
    }

    /// Notes that a mapped task that was begun has all it needs.
    func finish(_ place: Int) {
        withState { state in
            if state.drafts.indices.contains(place) { state.drafts[place].isExpanded = true }
        }
    }
}
