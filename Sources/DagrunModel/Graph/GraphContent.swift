// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A document's graph made ready for drawing: ids resolved to indices, states summed up, labels cleaned.
struct GraphContent {
    /// A task as it is drawn.
    struct Node {
        /// The full id.
        var id: String
        /// The name to show, without group prefixes where a cluster shows them.
        var label: String
        /// The operator's name.
        var operatorName = ""
        /// Index of the group around it.
        var group: Int?
        /// What it does to the graph.
        var kind = TaskDefinition.Kind.plain
        /// Whether it is a setup.
        var isSetup = false
        /// Whether it is a teardown.
        var isTeardown = false
        /// `×46` for a mapped task; `×?` where the count is not known yet.
        var mapped: String?
        /// The state that stands for its instances.
        var state: TaskState?
        /// How many instances are in each state; empty without a record.
        var tally: [TaskState?: Int] = [:]
    }

    /// A group as it is drawn.
    struct Group {
        var id: String
        var label: String
        var tooltip: String?
        var parent: Int?
        var mapped: String?
        /// How many copies of a mapped group the run has; nil where that is not known, or it is not mapped.
        var copies: Int?
    }

    /// What an edge starts from or leads to.
    enum End: Hashable {
        case task(Int)
        case group(Int)
    }

    /// An edge with known ends.
    struct Edge: Hashable {
        var from: End
        var to: End
        var label: String?
    }

    var nodes: [Node] = []
    var groups: [Group] = []
    var edges: [Edge] = []
    /// Whether states are shown.
    var hasStates: Bool

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - document: The DAG; faults in it are passed over.
    ///   - record: The run whose states are shown.
    init(_ document: DAGDocument, record: RunRecord?) {
        hasStates = record != nil
        var ends: [String: End] = [:]
        for group in document.groups where ends[group.groupID] == nil {
            ends[group.groupID] = .group(groups.count)
            var parent: Int?
            // Parents come first in a document, so a loop of parents can't be made here.
            if let id = group.parent, case .group(let index) = ends[id], index < groups.count { parent = index }
            let copies = Self.count(of: group, document, record)
            groups.append(
                Group(
                    id: DisplayWidth.oneLine(group.groupID),
                    label: Self.label(group.displayName, id: group.groupID, prefix: group.parent),
                    tooltip: group.tooltip, parent: parent,
                    mapped: Self.mapped(group.expand, count: copies), copies: copies))
        }
        let tallies = Self.tallies(record)
        for task in document.tasks where ends[task.taskID] == nil {
            ends[task.taskID] = .task(nodes.count)
            var node = Node(
                id: DisplayWidth.oneLine(task.taskID),
                label: Self.label(task.displayName, id: task.taskID, prefix: task.group))
            node.operatorName = DisplayWidth.oneLine(task.operatorName)
            if let id = task.group, case .group(let index) = ends[id] { node.group = index }
            node.kind = task.kind
            node.isSetup = task.isSetup
            node.isTeardown = task.teardown != nil
            let count = record?.mappedCounts[task.taskID]
            node.mapped = Self.mapped(task.expand, count: count)
            if record != nil {
                var tally = tallies[task.taskID] ?? [:]
                let known = tally.values.reduce(0, +)
                let expected = count ?? Self.copies(around: node.group, groups) ?? 1
                if known < expected { tally[nil, default: 0] += expected - known }
                node.tally = tally
                node.state = StateStyle.summary(Set(tally.keys))
            }
            nodes.append(node)
        }
        var seen: Set<Edge> = []
        for edge in document.edges {
            guard let from = ends[edge.from], let to = ends[edge.to], from != to else { continue }
            let label = edge.label.map(DisplayWidth.oneLine)
            let known = Edge(from: from, to: to, label: label?.isEmpty == true ? nil : label)
            if seen.insert(known).inserted { edges.append(known) }
        }
    }

    /// The count of the mapped group that a task is in: `×46`, `×?` where it is not known yet; nil in no such group.
    func mappedGroup(around node: Node) -> String? {
        var next = node.group
        var steps = 0
        while let index = next, steps <= groups.count {
            if let mapped = groups[index].mapped { return mapped }
            next = groups[index].parent
            steps += 1
        }
        return nil
    }

    /// The groups around a task or group, the innermost first.
    func ancestors(of end: End) -> [Int] {
        var next: Int?
        switch end {
        case .task(let index): next = nodes[index].group
        case .group(let index): next = groups[index].parent
        }
        var result: [Int] = []
        while let group = next, result.count <= groups.count {
            result.append(group)
            next = groups[group].parent
        }
        return result
    }

    private static func label(_ displayName: String?, id: String, prefix: String?) -> String {
        if let displayName, !displayName.isEmpty { return DisplayWidth.oneLine(displayName) }
        if let prefix, id.hasPrefix(prefix + "."), id.count > prefix.count + 1 {
            return DisplayWidth.oneLine(String(id.dropFirst(prefix.count + 1)))
        }
        return DisplayWidth.oneLine(id)
    }

    /// How many copies of a mapped group a run has: as many as each of its tasks, of which that was recorded.
    private static func count(of group: TaskGroupDefinition, _ document: DAGDocument, _ record: RunRecord?) -> Int? {
        guard let record, group.expand != nil else { return nil }
        if let count = record.mappedCounts[group.groupID] { return count }
        let prefix = group.groupID + "."
        let inside = document.tasks.lazy.filter { $0.taskID.hasPrefix(prefix) && $0.expand == nil }
        return inside.compactMap { record.mappedCounts[$0.taskID] }.first
    }

    private static func mapped(_ expand: ExpandDefinition?, count: Int?) -> String? {
        guard let expand else { return nil }
        if let count { return "×\(count)" }
        let counts = expand.over.compactMap { $0.literal?.count }
        guard counts.count == expand.over.count, let first = counts.first else { return "×?" }
        if expand.mode == .zip { return "×\(first)" }
        var product = 1
        for count in counts {
            let (next, overflow) = product.multipliedReportingOverflow(by: count)
            if overflow { return "×?" }
            product = next
        }
        return "×\(product)"
    }

    private static func tallies(_ record: RunRecord?) -> [String: [TaskState?: Int]] {
        var result: [String: [TaskState?: Int]] = [:]
        for (id, instance) in record?.instances ?? [:] {
            result[id.taskID, default: [:]][instance.state, default: 0] += 1
        }
        return result
    }

    private static func copies(around group: Int?, _ groups: [Group]) -> Int? {
        var next = group
        var steps = 0
        while let index = next, steps <= groups.count {
            if let copies = groups[index].copies { return copies }
            next = groups[index].parent
            steps += 1
        }
        return nil
    }
}
