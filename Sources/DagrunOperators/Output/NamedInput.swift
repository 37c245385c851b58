// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime

/// One of several inputs that have names, such as environment variables.
struct NamedInput<Value: Codable & Sendable>: Sendable {
    let name: String
    let input: Input<Value>

    /// The inputs of a dictionary, in the order of their names: the order of a dictionary differs from run to run, and the
    /// DAG document must not.
    static func list(_ inputs: [String: Input<Value>]) -> [NamedInput] {
        inputs.map { NamedInput(name: $0.key, input: $0.value) }.sorted { $0.name < $1.name }
    }

    /// The values by name.
    static func resolve(_ inputs: [NamedInput], _ context: TaskContext) async throws -> [String: Value] {
        var values: [String: Value] = [:]
        for entry in inputs {
            let value: Value = try await context.resolve(entry.input)
            values[entry.name] = value
        }
        return values
    }
}

extension NamedInput: CustomReflectable {
    /// The input under its own name, as listings of a task's inputs show it.
    var customMirror: Mirror { Mirror(self, children: [(label: name, value: input as Any)]) }
}
