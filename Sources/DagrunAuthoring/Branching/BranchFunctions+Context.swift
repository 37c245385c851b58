// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Choices that also depend on the run: on its day, its params, its try. As for tasks, the usual numbers of inputs have a
// function each.

/// Declares a branch whose choice depends on nothing but what is known of the run.
///
/// ```swift
/// let day = branch("day") { context in context.ds?.hasSuffix("-01") == true ? Day.first : .other }
/// ```
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - choose: Chooses a path; gets the context.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branch<Choice: BranchChoice>(
    _ id: String, filePath: String = #filePath, line: Int = #line,
    choose: @escaping @Sendable @concurrent (TaskContext) async throws -> Choice
) -> BranchHandle<Choice> {
    branchTask(id, [], filePath, line) { context in [try await choose(context)] }
}

/// Declares a branch whose choice depends on one input and what is known of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - first: A value that it depends on; an output of another task is an edge.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - choose: Chooses a path; gets the values, then the context.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branch<First: Codable & Sendable, Choice: BranchChoice>(
    _ id: String, _ first: Input<First>, filePath: String = #filePath, line: Int = #line,
    choose: @escaping @Sendable @concurrent (First, TaskContext) async throws -> Choice
) -> BranchHandle<Choice> {
    branchTask(id, named(first), filePath, line) { context in [try await choose(first.resolve(context), context)] }
}

/// Declares a branch whose choice depends on two inputs and what is known of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - first: A value that it depends on; an output of another task is an edge.
///   - second: Another one.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - choose: Chooses a path; gets the values, then the context.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branch<First: Codable & Sendable, Second: Codable & Sendable, Choice: BranchChoice>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, filePath: String = #filePath, line: Int = #line,
    choose: @escaping @Sendable @concurrent (First, Second, TaskContext) async throws -> Choice
) -> BranchHandle<Choice> {
    branchTask(id, named(first, second), filePath, line) { context in
        [try await choose(first.resolve(context), second.resolve(context), context)]
    }
}

/// Declares a branch of several paths or none whose choice depends on nothing but what is known of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - choose: Chooses paths; gets the context.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branchMany<Choice: BranchChoice>(
    _ id: String, filePath: String = #filePath, line: Int = #line,
    choose: @escaping @Sendable @concurrent (TaskContext) async throws -> [Choice]
) -> BranchHandle<Choice> {
    branchTask(id, [], filePath, line, choose: choose)
}

/// Declares a branch of several paths or none whose choice depends on one input and what is known of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - first: A value that it depends on; an output of another task is an edge.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - choose: Chooses paths; gets the values, then the context.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branchMany<First: Codable & Sendable, Choice: BranchChoice>(
    _ id: String, _ first: Input<First>, filePath: String = #filePath, line: Int = #line,
    choose: @escaping @Sendable @concurrent (First, TaskContext) async throws -> [Choice]
) -> BranchHandle<Choice> {
    branchTask(id, named(first), filePath, line) { context in try await choose(first.resolve(context), context) }
}

/// Declares a branch of several paths or none whose choice depends on two inputs and what is known of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - first: A value that it depends on; an output of another task is an edge.
///   - second: Another one.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - choose: Chooses paths; gets the values, then the context.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branchMany<First: Codable & Sendable, Second: Codable & Sendable, Choice: BranchChoice>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, filePath: String = #filePath, line: Int = #line,
    choose: @escaping @Sendable @concurrent (First, Second, TaskContext) async throws -> [Choice]
) -> BranchHandle<Choice> {
    branchTask(id, named(first, second), filePath, line) { context in
        try await choose(first.resolve(context), second.resolve(context), context)
    }
}

/// Declares a short circuit whose condition depends on nothing but what is known of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - ignoreDownstreamTriggerRules: Whether all that comes behind is skipped; else only the tasks right behind are.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - condition: Whether to go on; gets the context.
/// - Returns: The task.
@discardableResult
public func shortCircuit(
    _ id: String, ignoreDownstreamTriggerRules: Bool = true, filePath: String = #filePath, line: Int = #line,
    condition: @escaping @Sendable @concurrent (TaskContext) async throws -> Bool
) -> TaskHandle<Bool> {
    shortCircuitTask(id, [], ignoreDownstreamTriggerRules, filePath, line, condition: condition)
}

/// Declares a short circuit whose condition depends on one input and what is known of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - first: A value that it depends on; an output of another task is an edge.
///   - ignoreDownstreamTriggerRules: Whether all that comes behind is skipped; else only the tasks right behind are.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - condition: Whether to go on; gets the values, then the context.
/// - Returns: The task.
@discardableResult
public func shortCircuit<First: Codable & Sendable>(
    _ id: String, _ first: Input<First>, ignoreDownstreamTriggerRules: Bool = true, filePath: String = #filePath,
    line: Int = #line,
    condition: @escaping @Sendable @concurrent (First, TaskContext) async throws -> Bool
) -> TaskHandle<Bool> {
    shortCircuitTask(id, named(first), ignoreDownstreamTriggerRules, filePath, line) { context in
        try await condition(first.resolve(context), context)
    }
}

/// Declares a short circuit whose condition depends on two inputs and what is known of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - first: A value that it depends on; an output of another task is an edge.
///   - second: Another one.
///   - ignoreDownstreamTriggerRules: Whether all that comes behind is skipped; else only the tasks right behind are.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - condition: Whether to go on; gets the values, then the context.
/// - Returns: The task.
@discardableResult
public func shortCircuit<First: Codable & Sendable, Second: Codable & Sendable>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, ignoreDownstreamTriggerRules: Bool = true,
    filePath: String = #filePath, line: Int = #line,
    condition: @escaping @Sendable @concurrent (First, Second, TaskContext) async throws -> Bool
) -> TaskHandle<Bool> {
    shortCircuitTask(id, named(first, second), ignoreDownstreamTriggerRules, filePath, line) { context in
        try await condition(first.resolve(context), second.resolve(context), context)
    }
}
