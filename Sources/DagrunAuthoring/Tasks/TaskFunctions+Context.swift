// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Code that gets the context behind its inputs. Swift can't write a closure of a pack and one more parameter, and where a
// tuple stands in for them the compiler can't explain a wrong closure: so the usual numbers of inputs have a function each.

/// Declares a task in Swift code of one input that also asks what it may know of the run.
///
/// ```swift
/// task("report", totals.output) { totals, context in
///     context.logger.info("\(totals.count) cities on \(context.ds ?? "no date")")
/// }
/// ```
@discardableResult
public func task<First: Codable & Sendable, Output: Codable & Sendable>(
    _ id: String, _ first: Input<First>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, TaskContext) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first), filePath, line) { context in
        try await body(first.resolve(context), context)
    }
}

/// Declares a task in Swift code of one input that asks what it may know of the run and returns nothing.
@discardableResult
public func task<First: Codable & Sendable>(
    _ id: String, _ first: Input<First>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, TaskContext) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first), filePath, line) { context in
        try await body(first.resolve(context), context)
        return NoOutput()
    }
}

/// Declares a task in Swift code of two inputs that also asks what it may know of the run.
@discardableResult
public func task<First: Codable & Sendable, Second: Codable & Sendable, Output: Codable & Sendable>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, TaskContext) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first, second), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context), context)
    }
}

/// Declares a task in Swift code of two inputs that asks what it may know of the run and returns nothing.
@discardableResult
public func task<First: Codable & Sendable, Second: Codable & Sendable>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, TaskContext) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first, second), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context), context)
        return NoOutput()
    }
}

/// Declares a task in Swift code of three inputs that also asks what it may know of the run.
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Output: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, filePath: String = #filePath,
    line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third, TaskContext) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first, second, third), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context), third.resolve(context), context)
    }
}

/// Declares a task in Swift code of three inputs that asks what it may know of the run and returns nothing.
@discardableResult
public func task<First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, filePath: String = #filePath,
    line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third, TaskContext) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first, second, third), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context), third.resolve(context), context)
        return NoOutput()
    }
}

/// Declares a task in Swift code of four inputs that also asks what it may know of the run.
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
    Output: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, _ fourth: Input<Fourth>,
    filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third, Fourth, TaskContext) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first, second, third, fourth), filePath, line) { context in
        try await body(
            first.resolve(context), second.resolve(context), third.resolve(context), fourth.resolve(context), context)
    }
}

/// Declares a task in Swift code of four inputs that asks what it may know of the run and returns nothing.
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, _ fourth: Input<Fourth>,
    filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third, Fourth, TaskContext) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first, second, third, fourth), filePath, line) { context in
        try await body(
            first.resolve(context), second.resolve(context), third.resolve(context), fourth.resolve(context), context)
        return NoOutput()
    }
}

/// Declares a task in Swift code of five inputs or more that also asks what it may know of the run.
@_disfavoredOverload
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
    Fifth: Codable & Sendable, each In: Codable & Sendable, Output: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, _ fourth: Input<Fourth>,
    _ fifth: Input<Fifth>,
    _ rest: repeat Input<each In>, filePath: String = #filePath, line: Int = #line,
    body:
        @escaping @Sendable @concurrent ((First, Second, Third, Fourth, Fifth, repeat each In, TaskContext))
        async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first, second, third, fourth, fifth, repeat each rest), filePath, line) { context in
        try await body(
            (
                first.resolve(context), second.resolve(context), third.resolve(context), fourth.resolve(context),
                fifth.resolve(context), repeat (each rest).resolve(context), context
            ))
    }
}

/// Declares a task in Swift code of five inputs or more that asks what it may know of the run and returns nothing.
@_disfavoredOverload
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
    Fifth: Codable & Sendable, each In: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, _ fourth: Input<Fourth>,
    _ fifth: Input<Fifth>,
    _ rest: repeat Input<each In>, filePath: String = #filePath, line: Int = #line,
    body:
        @escaping @Sendable @concurrent ((First, Second, Third, Fourth, Fifth, repeat each In, TaskContext))
        async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first, second, third, fourth, fifth, repeat each rest), filePath, line) { context in
        try await body(
            (
                first.resolve(context), second.resolve(context), third.resolve(context), fourth.resolve(context),
                fifth.resolve(context), repeat (each rest).resolve(context), context
            ))
        return NoOutput()
    }
}
