// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A kind of work that a task can do.
///
/// An operator is a `Sendable` struct with one method. Its inputs are stored properties of type ``Input``; the task gets
/// an edge from each upstream they name.
///
/// ```swift
/// struct Greet: Operator {
///     var name: Input<String>
///
///     func execute(_ context: TaskContext) async throws -> String {
///         "hello \(try await context.resolve(name))"
///     }
/// }
/// ```
///
/// Airflow's `BaseOperator`.
public protocol Operator: Sendable {
    /// What the operator returns; kept as the XCom `return_value`.
    associatedtype Output: Codable & Sendable

    /// The operator's name in listings and in the DAG document; the type's name unless written otherwise.
    static var operatorName: String { get }

    /// The settings that tasks of this operator begin with; a task's modifiers override them.
    var taskDefaults: TaskSettings { get }

    /// Does the work of one try of one task instance.
    ///
    /// - Parameter context: What the task may know and ask.
    /// - Returns: The task's result.
    /// - Throws: Any error fails the try, and the task is tried again while it has retries; a ``TaskSignal`` says
    ///   something else. `CancellationError` when the task is told to stop.
    func execute(_ context: TaskContext) async throws -> Output

    /// Goes on after the task was deferred; it calls ``execute(_:)`` unless written otherwise.
    ///
    /// It may run in another process and on another machine than what came before.
    ///
    /// - Parameters:
    ///   - resumption: What happened, and what was handed over.
    ///   - context: What the task may know and ask.
    /// - Returns: The task's result.
    /// - Throws: As ``execute(_:)``; the task may be deferred once more.
    func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> Output
}

extension Operator {
    /// The name of the type, without its generic arguments.
    public static var operatorName: String {
        // As `String(describing:)` gives it, which asks first for three protocols that no type itself conforms to.
        let name = _typeName(Self.self, qualified: false)
        return String(name.prefix { $0 != "<" })
    }

    /// No settings.
    public var taskDefaults: TaskSettings { TaskSettings() }

    /// Begins again.
    ///
    /// - Parameters:
    ///   - resumption: Not looked at; ``TaskContext/resumption`` has it.
    ///   - context: What the task may know and ask.
    /// - Returns: The task's result.
    /// - Throws: As ``execute(_:)``.
    public func resume(_ resumption: Resumption, _ context: TaskContext) async throws -> Output {
        try await execute(context)
    }

    /// Begins, or goes on after the task was deferred.
    package func run(_ context: TaskContext) async throws -> Output {
        if let resumption = context.resumption { return try await resume(resumption, context) }
        return try await execute(context)
    }
}
