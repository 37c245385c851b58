// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What is known about a list or dictionary that a task is mapped over, whatever its elements are.
struct ErasedMapSource: Sendable {
    /// The elements, when they are known beforehand; `.some(nil)` when they have no JSON form.
    let literal: [JSONValue]??
    /// The upstream, otherwise.
    let dependency: InputDependency?
    /// Why it can't be mapped over, if so.
    let problem: String?
    /// The number of elements.
    let count: @Sendable (TaskContext) async throws -> Int

    init<Value>(
        _ input: Input<Value>, literal: [JSONValue]??, count: @escaping @Sendable (TaskContext) async throws -> Int
    ) {
        self.literal = literal
        self.dependency = literal == nil ? input.dependencies.first : nil
        self.count = count
        problem =
            switch (literal, input.dependencies.count) {
            case (.some(nil), _): "its elements have no JSON form"
            case _ where !input.elementOf.isEmpty:
                "it is mapped over the element of the mapped group \(input.elementOf[0]); map the group or the task"
            case (.none, 1) where input.isTransformed:
                "it is mapped over a changed output; map over the output itself and change each element in the task"
            case (.none, 0), (.none, 2...): "it must be mapped over a literal or over one task's output"
            default: nil
            }
    }
}
