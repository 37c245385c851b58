// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which tasks and groups stand directly in each group.
struct GroupTree {
    private var childTasks: [Int?: [Int]] = [:]
    private var childGroups: [Int?: [Int]] = [:]

    /// Reads the tree of a content.
    init(_ content: GraphContent) {
        for index in content.nodes.indices { childTasks[content.nodes[index].group, default: []].append(index) }
        for index in content.groups.indices { childGroups[content.groups[index].parent, default: []].append(index) }
    }

    /// The tasks directly in a group; `nil` is the DAG itself.
    func tasks(of group: Int?) -> [Int] { childTasks[group] ?? [] }

    /// The groups directly in a group; `nil` is the DAG itself.
    func groups(of group: Int?) -> [Int] { childGroups[group] ?? [] }

    /// Whether nothing at all stands in a group.
    func isEmpty(_ group: Int) -> Bool { tasks(of: group).isEmpty && groups(of: group).isEmpty }

    /// The tasks in a group and in all groups inside it.
    func allTasks(of group: Int) -> [Int] {
        var result: [Int] = []
        var open = [group]
        while let next = open.popLast() {
            result += tasks(of: next)
            open += groups(of: next).reversed()
        }
        return result
    }
}

extension GraphContent {
    /// Whether a task or group stands inside another end.
    func isInside(_ inner: End, _ outer: End) -> Bool {
        guard case .group(let group) = outer else { return false }
        return ancestors(of: inner).contains(group)
    }
}
