// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A mapped task that was declared: one instance for each element it was expanded over.
public struct MappedTaskHandle<Output: Codable & Sendable>: GraphElement, TaskConfigurable {
    /// The declaration behind it.
    public let node: TaskNode

    /// What its instances return, in the order of their map index; those that were skipped or failed are left out.
    public var output: Input<[Output]> {
        let node = node
        return Input(
            dependencies: [
                InputDependency(
                    taskID: node.id, part: .all, mappedGroup: node.mappedGroup,
                    typeName: TypeName.of([Output].self))
            ]
        ) { context in try await context.pullAll(node.id) }
    }

    /// Labels each instance in listings and in Airflow's pages.
    ///
    /// Airflow's `map_index_template`.
    ///
    /// - Parameter label: A template; its inputs must be inputs of the task too.
    /// - Returns: The task.
    @discardableResult
    public func mapLabel(_ label: Input<String>) -> Self {
        node.update {
            $0.mapLabel = label
            $0.definition.hasMapLabel = true
        }
        return self
    }

    /// Sets the largest number of instances; 1024 otherwise.
    ///
    /// - Parameter count: The largest number; at least 1.
    /// - Returns: The task.
    @discardableResult
    public func limit(_ count: Int) -> Self {
        node.update { $0.expansion?.definition.limit = count }
        return self
    }
}
