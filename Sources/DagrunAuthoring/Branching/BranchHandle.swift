// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A branch that was declared: a task that chooses which of a closed set of paths go on.
///
/// ```swift
/// enum Size: String, BranchChoice { case small, large }
///
/// let size = branch("size", rows.output) { rows in rows.count < 100 ? Size.small : .large }
/// size.path(.small) >>> quick
/// size.path(.large) >>> [split, merge]
/// ```
///
/// What lies on paths that were not chosen is skipped, unless another way leads to it. Airflow's `@task.branch`.
public struct BranchHandle<Choice: BranchChoice>: GraphElement, TaskConfigurable {
    /// The declaration behind it.
    public let node: TaskNode

    /// The choice made, to be another task's input; the first one where several were made.
    public var output: Input<[Choice]> {
        let node = node
        return Input(
            dependencies: [
                InputDependency(
                    taskID: node.id, part: .whole, mappedGroup: node.mappedGroup, typeName: TypeName.of([Choice].self))
            ]
        ) { context in try await context.pull(node.id, mapIndex: node.mappedGroup == nil ? -1 : context.mapIndex) }
    }

    /// One of the branch's paths; what it leads to is written behind it with `>>>`.
    ///
    /// - Parameter choice: The path.
    /// - Returns: The path.
    public func path(_ choice: Choice) -> BranchPath { BranchPath(node: node, name: choice.rawValue) }

    /// Says that a path leads to nothing of its own: when it is chosen, all other paths are skipped.
    ///
    /// - Parameter choice: The path.
    public func ends(_ choice: Choice) { node.update { $0.paths[choice.rawValue, default: []] += [] } }
}
