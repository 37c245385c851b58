// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Code that returns nothing has functions of its own: `Void` is not `Codable`, so it can't be an output.
extension TaskDraft {
    /// Makes one instance for each element of a list, of code that returns nothing.
    @discardableResult
    public func expand<Element: Codable & Sendable>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((repeat each In, Element)) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(over: elements, filePath: filePath, line: line, body: returningNothing(body))
    }

    /// Makes one instance for each element of a list, of code that also asks what it may know of the run and returns nothing.
    @_disfavoredOverload
    @discardableResult
    public func expand<Element: Codable & Sendable>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((repeat each In, Element, TaskContext)) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(over: elements, filePath: filePath, line: line, body: returningNothing(body))
    }

    /// Makes one instance for each member of a dictionary, of code that returns nothing.
    @discardableResult
    public func expand<Value: Codable & Sendable>(
        over members: Input<[String: Value]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((repeat each In, String, Value)) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(over: members, filePath: filePath, line: line, body: returningNothing(body))
    }

    /// Makes one instance for every combination of elements of two lists, of code that returns nothing.
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable>(
        product first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((repeat each In, First, Second)) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(.product, first, second, filePath: filePath, line: line, body: returningNothing(body))
    }

    /// Makes one instance for each place in two lists of equal length, of code that returns nothing.
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable>(
        zip first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((repeat each In, First, Second)) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(.zip, first, second, filePath: filePath, line: line, body: returningNothing(body))
    }

    /// Makes one instance for every combination of elements of three lists or more, of code that returns nothing.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable,
        each Element: Codable & Sendable
    >(
        product first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body:
            @escaping @Sendable @concurrent ((repeat each In, First, Second, Third, repeat each Element)) async throws
            ->
            Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(
            .product, first, second, third, repeat each lists, filePath: filePath, line: line,
            body: returningNothing(body))
    }

    /// Makes one instance for each place in three lists or more of equal length, of code that returns nothing.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable,
        each Element: Codable & Sendable
    >(
        zip first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body:
            @escaping @Sendable @concurrent ((repeat each In, First, Second, Third, repeat each Element)) async throws
            ->
            Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(
            .zip, first, second, third, repeat each lists, filePath: filePath, line: line, body: returningNothing(body))
    }
}

/// Code that returns nothing, as code whose output says so.
func returningNothing<Values>(
    _ body: @escaping @Sendable @concurrent (Values) async throws -> Void
) -> @Sendable @concurrent (Values) async throws -> NoOutput {
    { values in
        try await body(values)
        return NoOutput()
    }
}
