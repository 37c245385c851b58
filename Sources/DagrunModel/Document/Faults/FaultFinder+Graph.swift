// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension FaultFinder {
    /// Checks edges, what depends on them, and that nothing waits for itself.
    mutating func checkGraph() {
        for (place, task) in document.tasks.enumerated() where tasks[task.taskID] != place {
            add(.task(task.taskID), .duplicateID, "there are two tasks with this id; rename one")
        }
        var graph = DependencyGraph(taskCount: document.tasks.count, groupCount: document.groups.count)
        for (place, task) in document.tasks.enumerated() {
            if let group = task.group, let group = groups[group] { graph.put(task: place, into: group) }
        }
        for (place, parent) in parents.enumerated() where parent >= 0 { graph.put(group: place, into: parent) }
        var downstream = [[String]](repeating: [], count: document.tasks.count)
        for edge in document.edges { checkEdge(edge, &graph, &downstream) }
        for (place, task) in document.tasks.enumerated() {
            for source in task.inputs.map(\.task) + (task.expand?.over.compactMap(\.task) ?? []) {
                guard let upstream = tasks[source] else { continue }
                if upstream == place {
                    add(.task(task.taskID), .selfEdge, "it takes its own result as an input")
                } else {
                    graph.addEdge(.task(upstream), .task(place))
                    downstream[upstream].append(task.taskID)
                }
            }
            for setup in task.teardown?.setups ?? [] {
                guard let upstream = tasks[setup], upstream != place else { continue }
                graph.addEdge(.task(upstream), .task(place))
                downstream[upstream].append(task.taskID)
            }
        }
        for (place, group) in document.groups.enumerated() {
            for source in group.expand?.over.compactMap(\.task) ?? [] {
                guard let upstream = tasks[source] else { continue }
                if isInside(source, place) {
                    add(.group(group.groupID), .selfEdge, "it is mapped over its own task \"\(source)\"")
                } else {
                    graph.addEdge(.task(upstream), .group(place))
                    downstream[upstream].append(group.groupID)
                }
            }
        }
        for (place, task) in document.tasks.enumerated() {
            checkBranch(task, downstream[place])
            if task.isSetup { checkFollowers(of: task, downstream[place]) }
        }
        for cycle in graph.cycles() {
            let ids = cycle.map { document.tasks[$0].taskID }
            guard let first = ids.first else { continue }
            let shown =
                ids.count <= 20
                ? ids : Array(ids.prefix(10)) + ["… \(ids.count - 19) more …"] + Array(ids.suffix(9))
            add(
                .task(first), .cycle,
                "tasks wait for each other: \((shown + [first]).joined(separator: " -> ")); take one edge away")
        }
    }

    private mutating func checkEdge(
        _ edge: EdgeDefinition, _ graph: inout DependencyGraph, _ downstream: inout [[String]]
    ) {
        let subject = DocumentFault.Subject.edge(from: edge.from, to: edge.to)
        var ends: [DependencyGraph.Node] = []
        for id in [edge.from, edge.to] {
            if let task = tasks[id] {
                ends.append(.task(task))
            } else if let group = groups[id] {
                ends.append(.group(group))
            } else {
                add(subject, .unknownTask, "there is no task or group \"\(id)\"\(hint(for: id))")
            }
        }
        guard ends.count == 2 else { return }
        if edge.from == edge.to {
            add(subject, .selfEdge, "it leads back to where it comes from; take it away")
            return
        }
        if let group = groups[edge.from], isInside(edge.to, group) {
            add(subject, .selfEdge, "\"\(edge.to)\" is inside that group and can't wait for it")
            return
        }
        if let group = groups[edge.to], isInside(edge.from, group) {
            add(subject, .selfEdge, "\"\(edge.from)\" is inside that group, which can't wait for it")
            return
        }
        graph.addEdge(ends[0], ends[1])
        if case .task(let place) = ends[0] { downstream[place].append(edge.to) }
    }

    private mutating func checkBranch(_ task: TaskDefinition, _ downstream: [String]) {
        guard !task.branchPaths.isEmpty else { return }
        let subject = DocumentFault.Subject.task(task.taskID)
        guard task.kind == .branch else {
            add(subject, .badBranch, "it has branch_paths but its kind is \(task.kind.rawValue); make it a branch")
            return
        }
        // A path may name a group around a task right behind, or a task of a group right behind.
        var reached = Set(downstream)
        for id in downstream {
            var around = group(of: id)
            while around >= 0, reached.insert(document.groups[around].groupID).inserted { around = parents[around] }
        }
        let groupsBehind = Set(downstream.compactMap { groups[$0] })
        for (path, targets) in task.branchPaths.sorted(by: { $0.key < $1.key }) {
            for target in targets {
                guard tasks[target] != nil || groups[target] != nil else {
                    let hint = hint(for: target)
                    add(
                        subject, .badBranch,
                        "its path \"\(path)\" leads to \"\(target)\", which is no task or group\(hint)")
                    continue
                }
                guard !reached.contains(target), !isInside(target, anyOf: groupsBehind) else { continue }
                add(
                    subject, .badBranch,
                    "its path \"\(path)\" leads to \"\(target)\", which is not right behind it; add an edge to it")
            }
        }
    }

    /// Airflow: `DAG.validate_setup_teardown`.
    private mutating func checkFollowers(of setup: TaskDefinition, _ downstream: [String]) {
        for id in Set(downstream).sorted() {
            guard let place = tasks[id] else { continue }
            let task = document.tasks[place]
            guard task.teardown == nil, task.triggerRule != .allSuccess else { continue }
            add(
                .task(id), .badTriggerRule,
                "it follows the setup \"\(setup.taskID)\", so its trigger rule must be all_success, "
                    + "not \(task.triggerRule.rawValue)")
        }
    }
}
