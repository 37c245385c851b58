// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads a document into numbers and collects its faults.
struct PlanGraphBuilder {
    private let document: DAGDocument
    private(set) var faults: [PlanGraphError.Fault] = []
    /// The ids of the tasks.
    private(set) var ids: [String] = []
    private(set) var numbers: [String: Int32] = [:]
    private(set) var tasks: [PlanTask] = []
    /// What each task weighs by itself, and how weights add up for it.
    private(set) var weights: [(own: Int32, rule: WeightRule)] = []
    private(set) var expansions: [PlanExpansion] = []
    private var from: [Int32] = []
    private var to: [Int32] = []
    /// Edges with a group at one end; a group is -1 minus its number.
    private var groupEdges: [(from: Int32, to: Int32)] = []
    private var mappedGroups: [Int32] = []
    private var recent = RecentNumbers()

    init(_ document: DAGDocument) { self.document = document }

    /// Numbers tasks from 0 upwards and groups from -1 downwards.
    mutating func numberAll() {
        numbers.reserveCapacity(document.tasks.count + document.groups.count)
        ids.reserveCapacity(document.tasks.count)
        // Definitions are large: by index a loop takes what it needs, without copies of all the rest.
        for place in document.tasks.indices {
            let id = document.tasks[place].taskID
            ids.append(id)
            if numbers.updateValue(Int32(place), forKey: id) != nil { faults.append(.duplicateID(id)) }
        }
        for (place, group) in document.groups.enumerated() {
            if numbers.updateValue(-Int32(place) - 1, forKey: group.groupID) != nil {
                faults.append(.duplicateID(group.groupID))
            }
        }
    }

    /// Builds the tree of groups.
    mutating func makeGroups() -> PlanGroups {
        var parents: [Int32] = []
        for (place, group) in document.groups.enumerated() {
            let parent = group.parent.map { groupNumber($0, place: "The group '\(group.groupID)'") } ?? -1
            if parent >= place {
                faults.append(.groupOrder(group: group.groupID, parent: document.groups[Int(parent)].groupID))
            }
            parents.append(parent < place ? parent : -1)
        }
        var last: (id: String, number: Int32)?
        var homes = [Int32](repeating: -1, count: ids.count)
        for place in ids.indices {
            guard let group = document.tasks[place].group else { continue }
            if last?.id != group { last = (group, groupNumber(group, place: "The task '\(ids[place])'")) }
            homes[place] = last?.number ?? -1
        }
        return PlanGroups(parents: parents, homes: homes)
    }

    /// Reads tasks, expansions and teardowns.
    mutating func readTasks(_ groups: PlanGroups) {
        tasks.reserveCapacity(ids.count)
        weights.reserveCapacity(ids.count)
        for place in ids.indices {
            tasks.append(PlanTask(document.tasks[place]))
            weights.append((Int32(clamping: document.tasks[place].priorityWeight), document.tasks[place].weightRule))
        }
        mappedGroups = [Int32](repeating: -1, count: document.groups.count)
        for (place, group) in document.groups.enumerated() {
            let parent = groups.parents[place]
            let around = parent >= 0 ? mappedGroups[Int(parent)] : -1
            mappedGroups[place] = around
            guard let expand = group.expand else { continue }
            if around >= 0 { nested(group.groupID, in: around) }
            mappedGroups[place] = Int32(expansions.count)
            expansionGroups.append(Int32(place))
            expansions.append(read(expand, id: group.groupID, node: -Int32(place) - 1))
        }
        for (place, id) in ids.enumerated() {
            let home = groups.homes[place]
            if home >= 0 { tasks[place].mappedGroup = mappedGroups[Int(home)] }
            if let expand = document.tasks[place].expand {
                if tasks[place].mappedGroup >= 0 { nested(id, in: tasks[place].mappedGroup) }
                tasks[place].expansion = Int32(expansions.count)
                expansions.append(read(expand, id: id, node: Int32(place)))
            }
            if tasks[place].isMapped, tasks[place].rule == .always { faults.append(.mappedAlways(task: id)) }
            if document.dag.failFast, tasks[place].rule != .allSuccess, !tasks[place].isTeardown {
                faults.append(.failFastRule(task: id))
            }
            guard tasks[place].isTeardown else { continue }
            for setup in document.tasks[place].teardown?.setups ?? [] {
                guard let number = numbers[setup], number >= 0 else {
                    faults.append(.unknownID(setup, place: "The teardown '\(id)'"))
                    continue
                }
                tasks[Int(number)].isSetup = true
                add(number, Int32(place))
            }
        }
        for task in tasks.indices where tasks[task].isMapped {
            let expansion = tasks[task].expansion >= 0 ? tasks[task].expansion : tasks[task].mappedGroup
            for source in expansions[Int(expansion)].tasks {
                let limit = Int32(clamping: expansions[Int(expansion)].limit)
                let old = tasks[Int(source)].lengthLimit
                tasks[Int(source)].lengthLimit = old < 0 ? limit : min(old, limit)
            }
        }
    }

    private var expansionGroups: [Int32] = []

    /// Reads the declared edges; those between two tasks are taken as they are.
    mutating func readEdges() {
        from.reserveCapacity(document.edges.count)
        to.reserveCapacity(document.edges.count)
        // Neighbours in the list often share an end or lead on to the next task, and comparing is cheaper than hashing.
        var lastFrom: (id: String, number: Int32)?
        var lastTo: (id: String, number: Int32)?
        for place in document.edges.indices {
            let from = document.edges[place].from
            let to = document.edges[place].to
            if lastFrom?.id != from { lastFrom = lastTo?.id == from ? lastTo : find(from) }
            if lastTo?.id != to { lastTo = next(after: lastTo, is: to) ?? find(to) }
            if let lastFrom, let lastTo { add(lastFrom.number, lastTo.number) }
        }
    }

    /// Turns edges at groups into edges between tasks.
    ///
    /// Edges deep inside are resolved first, so that which tasks begin and end a group is known when an edge at the group
    /// itself is resolved.
    mutating func resolve(_ groups: PlanGroups) -> Adjacency {
        guard !groupEdges.isEmpty else {
            // Handed over, not copied: there may be millions.
            var edges: (from: [Int32], to: [Int32]) = ([], [])
            swap(&edges.from, &from)
            swap(&edges.to, &to)
            return Adjacency(nodes: tasks.count, from: edges.to, to: edges.from)
        }
        func container(_ node: Int32) -> Int32 {
            node >= 0 ? groups.homes[Int(node)] : groups.parents[Int(-node - 1)]
        }
        func depth(_ edge: (from: Int32, to: Int32)) -> Int32 {
            let common = groups.common(container(edge.from), container(edge.to))
            return common < 0 ? -1 : groups.depths[Int(common)]
        }
        var levels: [Int32: [(from: Int32, to: Int32)]] = [:]
        for edge in groupEdges { levels[depth(edge), default: []].append(edge) }
        for level in levels.keys.sorted(by: >) {
            let upstream = Adjacency(nodes: tasks.count, from: to, to: from)
            let downstream = Adjacency(nodes: tasks.count, from: from, to: to)
            var entering: [Int32: [Int32]] = [:]
            for edge in levels[level] ?? [] where edge.from >= 0 { entering[edge.to, default: []].append(edge.from) }
            for edge in levels[level] ?? [] {
                let ends =
                    edge.from >= 0
                    ? [edge.from] : leaves(-edge.from - 1, before: edge.to, groups, upstream, downstream, entering)
                let starts = edge.to < 0 ? groups.roots(of: Int(-edge.to - 1), upstream: upstream) : [edge.to]
                for end in ends {
                    for start in starts {
                        from.append(end)
                        to.append(start)
                    }
                }
            }
        }
        return Adjacency(nodes: tasks.count, from: to, to: from)
    }

    /// The tasks that stand for the end of a group.
    ///
    /// One that is empty, or has nothing but teardowns, passes on the tasks that lead to it; where there are none, the
    /// group around it stands for it, as long as that does not hold the other end.
    private func leaves(
        _ group: Int32, before target: Int32, _ groups: PlanGroups, _ upstream: Adjacency, _ downstream: Adjacency,
        _ entering: [Int32: [Int32]]
    ) -> [Int32] {
        var group = group
        while group >= 0 {
            let leaves = groups.leaves(of: Int(group), upstream: upstream, downstream: downstream, tasks: tasks)
            if !leaves.isEmpty { return leaves }
            if let entering = entering[-group - 1] { return entering }
            group = groups.parents[Int(group)]
            let inside = target >= 0 ? groups.homes[Int(target)] : -target - 1
            if group >= 0, groups.common(group, inside) == group { return [] }
        }
        return []
    }

    private mutating func add(_ from: Int32, _ to: Int32) {
        if from >= 0, to >= 0 {
            self.from.append(from)
            self.to.append(to)
        } else {
            groupEdges.append((from, to))
        }
    }

    private mutating func next(
        after last: (id: String, number: Int32)?, is id: String
    ) -> (id: String, number: Int32)? {
        guard let last, last.number >= 0, last.number + 1 < ids.count, ids[Int(last.number) + 1] == id else {
            return nil
        }
        recent.remember(last.number + 1, of: id)
        return (id, last.number + 1)
    }

    private mutating func find(_ id: String) -> (id: String, number: Int32)? {
        if let number = recent.number(of: id, search: { numbers[$0] }) { return (id, number) }
        faults.append(.unknownID(id, place: "An edge"))
        return nil
    }

    private mutating func groupNumber(_ id: String, place: String) -> Int32 {
        if let number = numbers[id], number < 0 { return -number - 1 }
        faults.append(.unknownID(id, place: place))
        return -1
    }

    private mutating func nested(_ id: String, in group: Int32) {
        faults.append(.nestedMapping(id: id, group: document.groups[Int(expansionGroups[Int(group)])].groupID))
    }

    /// Reads an expansion; what it takes its elements from is an upstream, declared or not.
    private mutating func read(_ expand: ExpandDefinition, id: String, node: Int32) -> PlanExpansion {
        if expand.over.isEmpty { faults.append(.emptyExpansion(id: id)) }
        var sources: [PlanExpansion.Source] = []
        for source in expand.over {
            if let task = source.task {
                if let number = numbers[task], number >= 0 {
                    sources.append(.task(number))
                    add(number, node)
                } else {
                    faults.append(.unknownID(task, place: "The expansion of '\(id)'"))
                }
            } else {
                sources.append(.literal(source.literal?.count ?? 0))
            }
        }
        return PlanExpansion(mode: expand.mode, sources: sources, limit: max(0, expand.limit))
    }
}
