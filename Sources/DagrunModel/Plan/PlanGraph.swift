// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The graph of a DAG with groups, data inputs and teardowns resolved, in compact arrays.
///
/// Tasks are numbered in the order of their declaration. It is made once for a document and shared by all its plans.
public struct PlanGraph: Sendable {
    /// The full ids of the tasks, in the order of their declaration.
    public let taskIDs: [String]
    /// Whether the first failure ends the run.
    public let failFast: Bool

    let numbers: [String: Int32]
    let tasks: [PlanTask]
    let upstream: Adjacency
    let downstream: Adjacency
    /// All expansions; those of groups come first, so that a group's number is its expansion's.
    let expansions: [PlanExpansion]
    /// For each task, the mapped tasks that take its list, by themselves or by their group.
    let mapDependants: Adjacency
    /// For each task, the relevant setups that are not right in front of it.
    let indirectSetups: Adjacency
    /// The same the other way round.
    let setupDependants: Adjacency
    /// For each teardown, the tasks between its setups and itself that are not right in front of it.
    let scopes: Adjacency
    /// The same the other way round.
    let scopeTeardowns: Adjacency
    /// The tasks, each behind its upstreams.
    let order: [Int32]
    /// Each task's place in `order`.
    let position: [Int32]
    /// Each task's place among the ids in Airflow's order, where that matters; else empty.
    let ranks: [Int32]
    let priorities: [Int32]
    let groups: PlanGroups

    /// How many tasks there are.
    public var taskCount: Int { taskIDs.count }

    /// All tasks, upstreams first.
    public var topologicalOrder: [Int] { order.map(Int.init) }

    /// How many edges there are between tasks.
    public var edgeCount: Int { upstream.targets.count }

    /// The full id of a task.
    ///
    /// - Parameter task: The task's place, less than ``taskCount``.
    /// - Returns: Its id.
    public func taskID(_ task: Int) -> String { taskIDs[task] }

    /// Finds a task by its id.
    ///
    /// - Parameter id: The full id.
    /// - Returns: The task's place, or nil where there is none.
    public func task(_ id: String) -> Int? {
        guard let number = numbers[id], number >= 0 else { return nil }
        return Int(number)
    }

    /// Names an instance by its task's id.
    ///
    /// - Parameter instance: An instance of this graph.
    /// - Returns: The same with the id of the task.
    public func id(of instance: PlanInstance) -> TaskInstanceID {
        TaskInstanceID(taskIDs[instance.task], mapIndex: instance.mapIndex)
    }

    /// Names an instance by numbers.
    ///
    /// - Parameter id: The task's id and the map index.
    /// - Returns: The same by number, or nil where the graph has no such task.
    public func instance(_ id: TaskInstanceID) -> PlanInstance? {
        task(id.taskID).map { PlanInstance($0, mapIndex: id.mapIndex) }
    }

    /// The effective priority of a task; see `PriorityWeights`.
    ///
    /// - Parameter task: The task's place.
    /// - Returns: The weight, within 32 bits.
    public func priority(of task: Int) -> Int { Int(priorities[task]) }

    /// The tasks right in front of a task.
    ///
    /// - Parameter task: The task's place.
    /// - Returns: Their places, ascending.
    public func upstream(of task: Int) -> ArraySlice<Int32> { upstream.row(task) }

    /// The tasks right behind a task.
    ///
    /// - Parameter task: The task's place.
    /// - Returns: Their places, ascending.
    public func downstream(of task: Int) -> ArraySlice<Int32> { downstream.row(task) }

    /// The trigger rule a task has in the end; teardowns have their own.
    ///
    /// - Parameter task: The task's place.
    /// - Returns: The rule.
    public func triggerRule(of task: Int) -> TriggerRule { tasks[task].rule }

    /// Whether a task has several instances, by itself or by its group.
    ///
    /// - Parameter task: The task's place.
    /// - Returns: Whether it has.
    public func isMapped(_ task: Int) -> Bool { tasks[task].isMapped }

    /// Whether something is mapped over what a task returns.
    ///
    /// Then the length of the value must be told when the task succeeds.
    ///
    /// - Parameter task: The task's place.
    /// - Returns: Whether something is.
    public func isMappedOver(_ task: Int) -> Bool { tasks[task].lengthLimit >= 0 }

    /// The tasks that a branch chooses by naming a task or a group.
    ///
    /// - Parameter id: A full id.
    /// - Returns: The task, or the tasks of the group that wait for nothing in the group; nil for an unknown id.
    public func branchTargets(_ id: String) -> [Int]? {
        guard let number = numbers[id] else { return nil }
        if number >= 0 { return [Int(number)] }
        return groups.roots(of: Int(-number - 1), upstream: upstream).map(Int.init)
    }

    /// The setups and teardowns that some tasks need around them.
    ///
    /// - Parameter inside: The places of the tasks.
    /// - Returns: The places of all teardowns that wait for one of them, and of the setups of those.
    public func setupsAndTeardowns(around inside: Set<Int>) -> Set<Int> {
        var found: Set<Int> = []
        for teardown in tasks.indices where tasks[teardown].isTeardown {
            let before = upstream.row(teardown)
            let setups = before.filter { tasks[Int($0)].isSetup }
            guard !setups.isEmpty else { continue }
            let scope = scopes.row(teardown) + before.filter { !tasks[Int($0)].isSetup }
            guard scope.contains(where: { inside.contains(Int($0)) }) else { continue }
            found.insert(teardown)
            found.formUnion(setups.map { Int($0) })
        }
        return found
    }

    /// The expansion that gives a task its instances: its own or its group's.
    func expansion(of task: Int) -> PlanExpansion? {
        let facts = tasks[task]
        if facts.expansion >= 0 { return expansions[Int(facts.expansion)] }
        return facts.mappedGroup >= 0 ? expansions[Int(facts.mappedGroup)] : nil
    }

    /// Whether two tasks lie in the same mapped group, so that equal map indexes belong together.
    func sharesIndex(_ one: Int, _ other: Int) -> Bool {
        tasks[one].mappedGroup >= 0 && tasks[one].mappedGroup == tasks[other].mappedGroup
    }
}
