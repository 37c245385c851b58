// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunRuntime

/// Waits until Swift code says so.
///
/// ```swift
/// let ready = task("ready", ClosureSensor { context in try await queue.count() > 10 }.interval(.seconds(5)))
///
/// let order = task("order", ClosureSensor(shop.output) { shop, context in
///     guard let order = try await shop.nextOrder() else { return .notYet }
///     return .done(order)
/// })
/// ```
///
/// Airflow's `PythonSensor` and `@task.sensor`.
public struct ClosureSensor<Output: Codable & Sendable>: Sensor {
    private let inputs: [any AnyInput]
    private let look: @Sendable @concurrent (TaskContext) async throws -> PokeResult<Output>

    /// Makes a sensor that has a result.
    ///
    /// - Parameter poke: Looks once.
    public init(_ poke: @escaping @Sendable @concurrent (TaskContext) async throws -> PokeResult<Output>) {
        inputs = []
        look = poke
    }

    /// Makes a sensor that has a result and looks at what other tasks returned.
    ///
    /// - Parameters:
    ///   - first: What the code needs; each output of another task is an edge.
    ///   - rest: What else the code needs.
    ///   - poke: Looks once; gets the inputs' values in order, then the context.
    public init<First: Codable & Sendable, each In: Codable & Sendable>(
        _ first: Input<First>, _ rest: repeat Input<each In>,
        poke: @escaping @Sendable @concurrent ((First, repeat each In, TaskContext)) async throws -> PokeResult<Output>
    ) {
        var inputs: [any AnyInput] = [first]
        for input in repeat each rest { inputs.append(input) }
        self.inputs = inputs
        look = { context in
            try await poke((first.resolve(context), repeat (each rest).resolve(context), context))
        }
    }

    private init(
        _ inputs: [any AnyInput], look: @escaping @Sendable @concurrent (TaskContext) async throws -> PokeResult<Output>
    ) {
        self.inputs = inputs
        self.look = look
    }

    /// Looks once.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: What the code says.
    /// - Throws: What the code throws.
    public func poke(_ context: TaskContext) async throws -> PokeResult<Output> { try await look(context) }
}

extension ClosureSensor where Output == NoOutput {
    /// Makes a sensor that waits until a condition holds.
    ///
    /// - Parameter condition: Whether the condition holds.
    public init(_ condition: @escaping @Sendable @concurrent (TaskContext) async throws -> Bool) {
        self.init { context in .when(try await condition(context)) }
    }

    /// Makes a sensor that waits until a condition on what other tasks returned holds.
    ///
    /// - Parameters:
    ///   - first: What the code needs; each output of another task is an edge.
    ///   - rest: What else the code needs.
    ///   - condition: Whether the condition holds; gets the inputs' values in order, then the context.
    public init<First: Codable & Sendable, each In: Codable & Sendable>(
        _ first: Input<First>, _ rest: repeat Input<each In>,
        condition: @escaping @Sendable @concurrent ((First, repeat each In, TaskContext)) async throws -> Bool
    ) {
        var inputs: [any AnyInput] = [first]
        for input in repeat each rest { inputs.append(input) }
        self.init(inputs) { context in
            .when(try await condition((first.resolve(context), repeat (each rest).resolve(context), context)))
        }
    }
}
