// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension PlanGraph {
    /// Resolves a document.
    ///
    /// Edges at groups become edges between tasks as Airflow's task groups make them; a teardown waits for its setups; a
    /// mapped task or group waits for what it is mapped over. Takes time linear in tasks and edges, apart from edges
    /// between groups, which stand for as many edges as they connect tasks, and from setups; see `PriorityWeights` for
    /// priorities.
    ///
    /// - Parameter document: The document of a DAG.
    /// - Throws: All faults of the document together: unknown or double ids, cycles, what Airflow does not plan.
    public init(_ document: DAGDocument) throws(PlanGraphError) {
        guard document.tasks.count < Int(Int32.max) / 2, document.groups.count < Int(Int32.max) / 2,
            document.edges.count < Int(Int32.max) / 2
        else { throw PlanGraphError([.tooLarge]) }
        var builder = PlanGraphBuilder(document)
        builder.numberAll()
        let groups = builder.makeGroups()
        builder.readTasks(groups)
        builder.readEdges()
        guard builder.faults.isEmpty else { throw PlanGraphError(builder.faults) }
        let upstream = builder.resolve(groups)
        let downstream = upstream.reversed()
        let ids = builder.ids
        let order: [Int32]
        switch TopologicalOrder.of(upstream: upstream, downstream: downstream) {
        case .order(let found): order = found
        case .cycle(let cycle): throw PlanGraphError([.cycle(cycle.map { ids[Int($0)] })])
        }

        var tasks = builder.tasks
        Self.markLeaves(&tasks, downstream: downstream)
        for task in tasks.indices {
            for place in upstream.range(task) {
                let before = tasks[Int(upstream.targets[place])]
                if before.kind != .plain { tasks[task].hasSkippingParent = true }
                if before.isSetup { tasks[task].upstreamSetups += 1 }
            }
        }
        var position = [Int32](repeating: 0, count: order.count)
        for (place, task) in order.enumerated() { position[Int(task)] = Int32(place) }
        let scopes = SetupScopes(tasks: tasks, upstream: upstream, downstream: downstream, position: position)
        let dependants = Self.mapDependants(tasks, builder.expansions)

        taskIDs = ids
        failFast = document.dag.failFast
        numbers = builder.numbers
        self.tasks = tasks
        self.upstream = upstream
        self.downstream = downstream
        expansions = builder.expansions
        mapDependants = dependants
        indirectSetups = scopes.indirectSetups
        setupDependants = scopes.indirectSetups.reversed()
        self.scopes = scopes.scopes
        scopeTeardowns = scopes.scopes.reversed()
        self.order = order
        self.position = position
        ranks = dependants.targets.isEmpty ? [] : Self.ranks(ids)
        priorities = PriorityWeights(builder.weights, upstream: upstream, downstream: downstream, order: order).weights
        self.groups = groups
    }

    /// Finds the tasks whose end states are the state of the run.
    ///
    /// Source: Airflow 3.3, `DagRun._tis_for_dagrun_state`.
    private static func markLeaves(_ tasks: inout [PlanTask], downstream: Adjacency) {
        var found = false
        for task in tasks.indices {
            func counts(_ task: PlanTask) -> Bool { !task.isTeardown || task.failsRun }
            let isLeaf = counts(tasks[task]) && !downstream.row(task).contains { counts(tasks[Int($0)]) }
            tasks[task].isLeaf = isLeaf
            found = found || isLeaf
        }
        if !found {
            for task in tasks.indices { tasks[task].isLeaf = downstream.count(task) == 0 }
        }
    }

    private static func mapDependants(_ tasks: [PlanTask], _ expansions: [PlanExpansion]) -> Adjacency {
        var from: [Int32] = []
        var to: [Int32] = []
        for task in tasks.indices where tasks[task].isMapped {
            let expansion = tasks[task].expansion >= 0 ? tasks[task].expansion : tasks[task].mappedGroup
            for source in expansions[Int(expansion)].tasks {
                from.append(source)
                to.append(Int32(task))
            }
        }
        return Adjacency(nodes: tasks.count, from: from, to: to)
    }

    /// Airflow looks at task instances in the order of their tasks' ids.
    private static func ranks(_ ids: [String]) -> [Int32] {
        let sorted = ids.indices.sorted { ids[$0].utf8.lexicographicallyPrecedes(ids[$1].utf8) }
        var ranks = [Int32](repeating: 0, count: ids.count)
        for (rank, task) in sorted.enumerated() { ranks[task] = Int32(rank) }
        return ranks
    }
}
