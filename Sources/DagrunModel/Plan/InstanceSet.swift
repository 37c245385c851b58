// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A set of instances; those that are not mapped are found by their task's place, without being hashed.
struct InstanceSet: Sendable {
    private var unmapped: [Bool]
    private var mapped: Set<PlanInstance> = []
    private(set) var count = 0

    /// Makes an empty set for the instances of so many tasks.
    init(taskCount: Int) { unmapped = [Bool](repeating: false, count: taskCount) }

    var isEmpty: Bool { count == 0 }

    func contains(_ instance: PlanInstance) -> Bool {
        isPlain(instance) ? unmapped[instance.task] : mapped.contains(instance)
    }

    /// Adds an instance.
    ///
    /// - Returns: Whether it was not there yet.
    mutating func insert(_ instance: PlanInstance) -> Bool {
        if isPlain(instance) {
            guard !unmapped[instance.task] else { return false }
            unmapped[instance.task] = true
        } else {
            guard mapped.insert(instance).inserted else { return false }
        }
        count += 1
        return true
    }

    /// Removes an instance.
    ///
    /// - Returns: Whether it was there.
    mutating func remove(_ instance: PlanInstance) -> Bool {
        if isPlain(instance) {
            guard unmapped[instance.task] else { return false }
            unmapped[instance.task] = false
        } else {
            guard mapped.remove(instance) != nil else { return false }
        }
        count -= 1
        return true
    }

    private func isPlain(_ instance: PlanInstance) -> Bool {
        instance.mapIndex == TaskInstanceID.unmapped && unmapped.indices.contains(instance.task)
    }
}
