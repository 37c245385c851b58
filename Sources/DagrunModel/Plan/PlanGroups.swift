// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The tree of task groups, and which tasks stand for a group in an edge.
///
/// Source: Airflow 3.3, `TaskGroup.get_roots` and `TaskGroup.get_leaves`.
struct PlanGroups: Sendable {
    /// The group around each group; -1: none.
    let parents: [Int32]
    /// The group of each task; -1: none.
    let homes: [Int32]
    /// How deep each group lies, from 0.
    let depths: [Int32]
    /// The tasks of each group, those of inner groups included.
    private let members: [[Int32]]

    /// Sorts tasks into groups.
    ///
    /// - Parameters:
    ///   - parents: The group around each group, which comes before it; -1: none.
    ///   - homes: The group of each task; -1: none.
    init(parents: [Int32], homes: [Int32]) {
        self.parents = parents
        self.homes = homes
        var depths = [Int32](repeating: 0, count: parents.count)
        for (group, parent) in parents.enumerated() where parent >= 0 { depths[group] = depths[Int(parent)] + 1 }
        self.depths = depths
        var members = [[Int32]](repeating: [], count: parents.count)
        for (task, home) in homes.enumerated() {
            var group = home
            while group >= 0 {
                members[Int(group)].append(Int32(task))
                group = parents[Int(group)]
            }
        }
        self.members = members
    }

    /// The tasks of a group that wait for nothing in it.
    func roots(of group: Int, upstream: Adjacency) -> [Int32] {
        members[group].filter { task in !upstream.row(Int(task)).contains { contains(group, $0) } }
    }

    /// The tasks of a group that stand for its end: those that nothing in it waits for.
    ///
    /// A teardown does not count; what is right in front of it does, unless that is one of its setups or something else
    /// in the group waits for it.
    func leaves(of group: Int, upstream: Adjacency, downstream: Adjacency, tasks: [PlanTask]) -> [Int32] {
        var result: [Int32] = []
        for task in members[group] where !downstream.row(Int(task)).contains(where: { contains(group, $0) }) {
            guard tasks[Int(task)].isTeardown else {
                result.append(task)
                continue
            }
            var visited: Set<Int32> = [task]
            var teardowns = [task]
            while let teardown = teardowns.popLast() {
                for before in upstream.row(Int(teardown)) where contains(group, before) {
                    if tasks[Int(before)].isTeardown {
                        if visited.insert(before).inserted { teardowns.append(before) }
                    } else if tasks[Int(before)].isSetup {
                        continue
                    } else if !downstream.row(Int(before)).contains(where: {
                        $0 != teardown && contains(group, $0) && !tasks[Int($0)].isTeardown
                    }) {
                        result.append(before)
                    }
                }
            }
        }
        return result
    }

    /// Whether a task lies in a group.
    func contains(_ group: Int, _ task: Int32) -> Bool {
        var home = homes[Int(task)]
        while home > group { home = parents[Int(home)] }
        return home == group
    }

    /// The innermost group around both; -1: none.
    func common(_ one: Int32, _ other: Int32) -> Int32 {
        var one = one
        var other = other
        // A parent comes before its children, so the larger number can't be around the smaller.
        while one != other {
            if one > other { one = parents[Int(one)] } else { other = parents[Int(other)] }
        }
        return one
    }
}
