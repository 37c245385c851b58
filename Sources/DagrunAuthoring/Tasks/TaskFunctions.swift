// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Declares a task that an operator does.
///
/// ```swift
/// let pull = task("pull", BashOperator("cat \(\.params.file)"))
/// ```
///
/// - Parameters:
///   - id: The task's id, unique within its group: letters, digits, `-`, `_` and `.`; at most 250 characters.
///   - operation: The operator. Its inputs that are another task's output become edges.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
/// - Returns: The task, to be named by others.
@discardableResult
public func task<Work: Operator>(
    _ id: String, _ operation: Work, filePath: String = #filePath, line: Int = #line
) -> TaskHandle<Work.Output> {
    let scope = DAGScope.required("task “\(id)”")
    let location = SourceLocation(filePath: filePath, line: line)
    let node = scope.add(
        id, operatorName: Work.operatorName, defaults: operation.taskDefaults, location: location,
        inputs: InputFinder.inputs(of: operation), outputType: Work.Output.self
    ) { context in try await operation.run(context) }
    scope.checkIsNoBranch(Work.self, node.id, location)
    return TaskHandle(node: node)
}

/// Declares a task in Swift code that needs nothing.
@discardableResult
public func task<Output: Codable & Sendable>(
    _ id: String, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent () async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, [], filePath, line) { _ in try await body() }
}

/// Declares a task in Swift code that needs nothing and returns nothing.
@discardableResult
public func task(
    _ id: String, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent () async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, [], filePath, line) { _ in
        try await body()
        return NoOutput()
    }
}

/// Declares a task in Swift code that needs nothing but what it may know of the run.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - body: The code; gets the context.
/// - Returns: The task, to be named by others.
@discardableResult
public func task<Output: Codable & Sendable>(
    _ id: String, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (TaskContext) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, [], filePath, line, body: body)
}

/// Declares a task in Swift code that needs nothing but what it may know of the run, and returns nothing.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
///   - body: The code; gets the context.
/// - Returns: The task, to be named by others.
@discardableResult
public func task(
    _ id: String, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (TaskContext) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, [], filePath, line) { context in
        try await body(context)
        return NoOutput()
    }
}

/// Begins a mapped task; finish it with one of the `expand` methods of ``TaskDraft``.
///
/// ```swift
/// let totals = task("total", rows.output).expand(over: cities.output) { rows, city in Total(rows, city: city) }
/// ```
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - inputs: What each instance needs alike, in front of its own element. Airflow's `partial`.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
/// - Returns: The beginning of the task.
public func task<each In: Codable & Sendable>(
    _ id: String, _ inputs: repeat Input<each In>, filePath: String = #filePath, line: Int = #line
) -> TaskDraft<repeat each In> {
    let place = DAGScope.required("task “\(id)”").begin(id, SourceLocation(filePath: filePath, line: line))
    return TaskDraft(id: id, place: place, inputs: (repeat each inputs))
}

/// Begins a mapped task that needs nothing but its own element.
///
/// - Parameters:
///   - id: The task's id, unique within its group.
///   - filePath: Where the statement stands; leave it out.
///   - line: Where the statement stands; leave it out.
/// - Returns: The beginning of the task.
public func task(_ id: String, filePath: String = #filePath, line: Int = #line) -> ElementTaskDraft {
    let place = DAGScope.required("task “\(id)”").begin(id, SourceLocation(filePath: filePath, line: line))
    return ElementTaskDraft(id: id, place: place)
}

/// The inputs of a closure, which have no names of their own.
func named<each In>(_ inputs: repeat Input<each In>) -> [(name: String, input: any AnyInput)] {
    var list: [(name: String, input: any AnyInput)] = []
    for input in repeat each inputs { list.append(("input\(list.count + 1)", input)) }
    return list
}

func closureTask<Output: Codable & Sendable>(
    _ id: String, _ inputs: [(name: String, input: any AnyInput)], _ filePath: String, _ line: Int,
    operatorName: String = "ClosureOperator", body: @escaping @Sendable @concurrent (TaskContext) async throws -> Output
) -> TaskHandle<Output> {
    TaskHandle(
        node: DAGScope.required("task “\(id)”").add(
            id, operatorName: operatorName, defaults: TaskSettings(),
            location: SourceLocation(filePath: filePath, line: line), inputs: inputs, outputType: Output.self,
            body: body))
}
