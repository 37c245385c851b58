// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What keeps a document from being planned; all faults at once.
public struct PlanGraphError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One fault of a document.
    public enum Fault: Sendable, Hashable, CustomStringConvertible {
        /// Two tasks or groups have the same id.
        case duplicateID(String)
        /// Something names a task or group that is not there; `place` says what.
        case unknownID(String, place: String)
        /// Tasks wait for each other in a circle: each leads to the next, the last to the first.
        case cycle([String])
        /// A group comes before the group around it, or lies in itself.
        case groupOrder(group: String, parent: String)
        /// A mapped task or a mapped group lies in a mapped group, which Airflow 3.3 does not plan.
        case nestedMapping(id: String, group: String)
        /// A task with trigger rule `always` is mapped, which Airflow forbids.
        case mappedAlways(task: String)
        /// An expansion has no input.
        case emptyExpansion(id: String)
        /// A task of a fail-fast DAG has a trigger rule other than `all_success`, which Airflow forbids.
        case failFastRule(task: String)
        /// There are more tasks or edges than fit 31 bits.
        case tooLarge

        /// What is wrong and what to do.
        public var description: String {
            switch self {
            case .duplicateID(let id): "The id '\(id)' is used twice. Rename one of the tasks or groups."
            case .unknownID(let id, let place): "\(place) names '\(id)', which is neither a task nor a group."
            case .cycle(let ids): "Tasks wait for each other: \(ids.joined(separator: " → ")). Remove one of the edges."
            case .groupOrder(let group, let parent):
                "The group '\(group)' comes before '\(parent)', the group around it. Put the outer one first."
            case .nestedMapping(let id, let group):
                "'\(id)' is mapped inside the mapped group '\(group)', which Airflow 3.3 does not support. Map one of them."
            case .mappedAlways(let task):
                "The mapped task '\(task)' has the trigger rule always, which Airflow forbids. Choose another rule."
            case .emptyExpansion(let id): "'\(id)' is mapped over nothing. Give it an input."
            case .failFastRule(let task):
                "'\(task)' needs the trigger rule all_success, because the DAG is fail-fast. Change one of the two."
            case .tooLarge: "The DAG has more tasks or edges than can be planned (2,147,483,647)."
            }
        }
    }

    /// The faults, at least one.
    public let faults: [Fault]

    init(_ faults: [Fault]) { self.faults = faults }

    /// One line for each fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
