// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Declares a branch: a task that chooses which of a closed set of paths go on.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - inputs: What the choice depends on; each output of another task is an edge.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - choose: Chooses a path.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branch<each In: Codable & Sendable, Choice: BranchChoice>(
    _ id: String, _ inputs: repeat Input<each In>, filePath: String = #filePath, line: Int = #line,
    choose: @escaping @Sendable @concurrent (repeat each In) async throws -> Choice
) -> BranchHandle<Choice> {
    branchTask(id, named(repeat each inputs), filePath, line) { context in
        [try await choose(repeat (each inputs).resolve(context))]
    }
}

/// Declares a branch whose path an operator chooses.
///
/// ```swift
/// enum Drink: String, BranchChoice { case espresso, tea }
///
/// let drink = branch("drink", HITLBranchOperator<Drink>("What shall it be?"))
/// drink.path(.espresso) >>> grind
/// drink.path(.tea) >>> boil
/// ```
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - operation: The operator. Its inputs that are another task's output become edges.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branch<Work: BranchOperator>(
    _ id: String, _ operation: Work, filePath: String = #filePath, line: Int = #line
) -> BranchHandle<Work.Choice> {
    let node = DAGScope.required("branch “\(id)”").add(
        id, operatorName: Work.operatorName, defaults: operation.taskDefaults,
        location: SourceLocation(filePath: filePath, line: line), inputs: InputFinder.inputs(of: operation),
        outputType: Work.Output.self
    ) { context in follow(try await operation.run(context), context) }
    return branchHandle(node)
}

/// Declares a branch that may choose several paths, or none.
///
/// It has a name of its own so that the compiler can tell from the name what the closure returns.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - inputs: What the choice depends on; each output of another task is an edge.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - choose: Chooses paths.
/// - Returns: The branch; write what each of its paths leads to.
@discardableResult
public func branchMany<each In: Codable & Sendable, Choice: BranchChoice>(
    _ id: String, _ inputs: repeat Input<each In>, filePath: String = #filePath, line: Int = #line,
    choose: @escaping @Sendable @concurrent (repeat each In) async throws -> [Choice]
) -> BranchHandle<Choice> {
    branchTask(id, named(repeat each inputs), filePath, line) { context in
        try await choose(repeat (each inputs).resolve(context))
    }
}

/// Declares a short circuit: a task that lets what comes behind go on or skips it.
///
/// ```swift
/// let any = shortCircuit("any_rows", rows.output) { rows in !rows.isEmpty }
/// any >>> load >>> report
/// ```
///
/// Airflow's `@task.short_circuit`.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - inputs: What the condition depends on; each output of another task is an edge.
///   - ignoreDownstreamTriggerRules: Whether all that comes behind is skipped; else only the tasks right behind are, and
///     the trigger rules of the others decide.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - condition: Whether to go on.
/// - Returns: The task.
@discardableResult
public func shortCircuit<each In: Codable & Sendable>(
    _ id: String, _ inputs: repeat Input<each In>, ignoreDownstreamTriggerRules: Bool = true,
    filePath: String = #filePath, line: Int = #line,
    condition: @escaping @Sendable @concurrent (repeat each In) async throws -> Bool
) -> TaskHandle<Bool> {
    shortCircuitTask(id, named(repeat each inputs), ignoreDownstreamTriggerRules, filePath, line) { context in
        try await condition(repeat (each inputs).resolve(context))
    }
}

func shortCircuitTask(
    _ id: String, _ inputs: [(name: String, input: any AnyInput)], _ ignoreDownstreamTriggerRules: Bool,
    _ filePath: String, _ line: Int, condition: @escaping @Sendable @concurrent (TaskContext) async throws -> Bool
) -> TaskHandle<Bool> {
    let task = closureTask(id, inputs, filePath, line, operatorName: "ShortCircuitOperator") { context in
        let goOn = try await condition(context)
        context.decide(.goOn(goOn))
        return goOn
    }
    task.node.update {
        $0.definition.kind = .shortCircuit
        $0.definition.ignoreDownstreamTriggerRules = ignoreDownstreamTriggerRules
    }
    return task
}

func branchTask<Choice: BranchChoice>(
    _ id: String, _ inputs: [(name: String, input: any AnyInput)], _ filePath: String, _ line: Int,
    choose: @escaping @Sendable @concurrent (TaskContext) async throws -> [Choice]
) -> BranchHandle<Choice> {
    let task = closureTask(id, inputs, filePath, line, operatorName: "BranchOperator") { context in
        follow(try await choose(context), context)
    }
    return branchHandle(task.node)
}

/// Has a branch go on with the paths that were chosen.
private func follow<Choice: BranchChoice>(_ choices: [Choice], _ context: TaskContext) -> [Choice] {
    // The task's definition says what each path leads to; it is complete by the time the task runs.
    context.decide(.follow(choices.flatMap { context.task.branchPaths[$0.rawValue] ?? [] }))
    return choices
}

private func branchHandle<Choice: BranchChoice>(_ node: TaskNode) -> BranchHandle<Choice> {
    node.update {
        $0.definition.kind = .branch
        $0.requiredPaths = Choice.allCases.map(\.rawValue)
    }
    return BranchHandle(node: node)
}
