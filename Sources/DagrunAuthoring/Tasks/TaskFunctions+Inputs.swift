// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// The usual numbers of inputs have a function each: for a pack of inputs the compiler takes no literals, as it can't infer
// what they stand for.

/// Declares a task in Swift code of one input.
///
/// ```swift
/// let rows = task("parse", pull.output) { csv in try Sale.parse(csv) }
/// ```
@discardableResult
public func task<First: Codable & Sendable, Output: Codable & Sendable>(
    _ id: String, _ first: Input<First>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first), filePath, line) { context in try await body(first.resolve(context)) }
}

/// Declares a task in Swift code of one input that returns nothing.
@discardableResult
public func task<First: Codable & Sendable>(
    _ id: String, _ first: Input<First>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first), filePath, line) { context in
        try await body(first.resolve(context))
        return NoOutput()
    }
}

/// Declares a task in Swift code of two inputs.
@discardableResult
public func task<First: Codable & Sendable, Second: Codable & Sendable, Output: Codable & Sendable>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first, second), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context))
    }
}

/// Declares a task in Swift code of two inputs that returns nothing.
@discardableResult
public func task<First: Codable & Sendable, Second: Codable & Sendable>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first, second), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context))
        return NoOutput()
    }
}

/// Declares a task in Swift code of three inputs.
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Output: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, filePath: String = #filePath,
    line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first, second, third), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context), third.resolve(context))
    }
}

/// Declares a task in Swift code of three inputs that returns nothing.
@discardableResult
public func task<First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, filePath: String = #filePath,
    line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first, second, third), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context), third.resolve(context))
        return NoOutput()
    }
}

/// Declares a task in Swift code of four inputs.
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
    Output: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, _ fourth: Input<Fourth>,
    filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third, Fourth) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first, second, third, fourth), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context), third.resolve(context), fourth.resolve(context))
    }
}

/// Declares a task in Swift code of four inputs that returns nothing.
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, _ fourth: Input<Fourth>,
    filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third, Fourth) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first, second, third, fourth), filePath, line) { context in
        try await body(first.resolve(context), second.resolve(context), third.resolve(context), fourth.resolve(context))
        return NoOutput()
    }
}

/// Declares a task in Swift code of five inputs or more.
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
    Fifth: Codable & Sendable, each In: Codable & Sendable, Output: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, _ fourth: Input<Fourth>,
    _ fifth: Input<Fifth>,
    _ rest: repeat Input<each In>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third, Fourth, Fifth, repeat each In) async throws -> Output
) -> TaskHandle<Output> {
    closureTask(id, named(first, second, third, fourth, fifth, repeat each rest), filePath, line) { context in
        try await body(
            first.resolve(context), second.resolve(context), third.resolve(context), fourth.resolve(context),
            fifth.resolve(context), repeat (each rest).resolve(context))
    }
}

/// Declares a task in Swift code of five inputs or more that returns nothing.
@discardableResult
public func task<
    First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
    Fifth: Codable & Sendable, each In: Codable & Sendable
>(
    _ id: String, _ first: Input<First>, _ second: Input<Second>, _ third: Input<Third>, _ fourth: Input<Fourth>,
    _ fifth: Input<Fifth>,
    _ rest: repeat Input<each In>, filePath: String = #filePath, line: Int = #line,
    body: @escaping @Sendable @concurrent (First, Second, Third, Fourth, Fifth, repeat each In) async throws -> Void
) -> TaskHandle<NoOutput> {
    closureTask(id, named(first, second, third, fourth, fifth, repeat each rest), filePath, line) { context in
        try await body(
            first.resolve(context), second.resolve(context), third.resolve(context), fourth.resolve(context),
            fifth.resolve(context), repeat (each rest).resolve(context))
        return NoOutput()
    }
}
