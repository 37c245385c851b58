// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A task that was declared: what other tasks take their inputs from.
///
/// Its modifiers (``TaskConfigurable/retries(_:delay:backoff:maximumDelay:)`` and so on) change the task it stands for.
public struct TaskHandle<Output: Codable & Sendable>: GraphElement, TaskConfigurable {
    /// The declaration behind it.
    public let node: TaskNode

    /// What the task returns, to be another task's input.
    public var output: Input<Output> {
        let node = node
        return Input(
            dependencies: [
                InputDependency(
                    taskID: node.id, part: .whole, mappedGroup: node.mappedGroup, typeName: TypeName.of(Output.self))
            ]
        ) { context in
            // Within a mapped group, each copy takes from its own copy of the upstream.
            try await context.pull(node.id, mapIndex: node.mappedGroup == nil ? -1 : context.mapIndex)
        }
    }

    /// One value of a dictionary that the task pushes member by member.
    ///
    /// The task must have ``TaskConfigurable/multipleOutputs(_:)``, or push the key itself.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - type: The type of its value.
    /// - Returns: The value, to be another task's input.
    public func output<Value: Codable & Sendable>(_ key: String, as type: Value.Type = Value.self) -> Input<Value> {
        let node = node
        return Input<Value>(
            dependencies: [
                InputDependency(
                    taskID: node.id, part: .whole, mappedGroup: node.mappedGroup, typeName: TypeName.of(Value.self))
            ]
        ) { context in
            try await context.pull(node.id, key: key, mapIndex: node.mappedGroup == nil ? -1 : context.mapIndex)
        }
    }
}
