// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Code that returns nothing has functions of its own: `Void` is not `Codable`, so it can't be an output.
extension ElementTaskDraft {
    /// Makes one instance for each element of a list, of code that returns nothing.
    @discardableResult
    public func expand<Element: Codable & Sendable>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (Element) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(over: elements, filePath: filePath, line: line) { element, _ in try await body(element) }
    }

    /// Makes one instance for each element of a list, of code that also asks what it may know of the run and returns nothing.
    @discardableResult
    public func expand<Element: Codable & Sendable>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (Element, TaskContext) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(over: elements, filePath: filePath, line: line) { (element: Element, context: TaskContext) in
            try await body(element, context)
            return NoOutput()
        }
    }

    /// Makes one instance for each member of a dictionary, of code that returns nothing.
    @discardableResult
    public func expand<Value: Codable & Sendable>(
        over members: Input<[String: Value]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (String, Value) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(over: members, filePath: filePath, line: line) { (key: String, value: Value) in
            try await body(key, value)
            return NoOutput()
        }
    }

    /// Makes one instance for every combination of elements of two lists, of code that returns nothing.
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable>(
        product first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(.product, first, second, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each place in two lists of equal length, of code that returns nothing.
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable>(
        zip first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(.zip, first, second, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for every combination of elements of three lists or more, of code that returns nothing.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable,
        each Element: Codable & Sendable
    >(
        product first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second, Third, repeat each Element) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(.product, first, second, third, repeat each lists, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each place in three lists or more of equal length, of code that returns nothing.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable,
        each Element: Codable & Sendable
    >(
        zip first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second, Third, repeat each Element) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(.zip, first, second, third, repeat each lists, filePath: filePath, line: line, body: body)
    }

    func expand<each Element: Codable & Sendable>(
        _ mode: ExpandDefinition.Mode, _ lists: repeat Input<[each Element]>, filePath: String, line: Int,
        body: @escaping @Sendable @concurrent (repeat each Element) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        let sources = (repeat MapSource(each lists))
        var erased: [ErasedMapSource] = []
        for source in repeat each sources { erased.append(source.erased) }
        let expansion = Expansion(mode, erased)
        return mappedTask(id, place, [], expansion, filePath, line) { context in
            var indexes = try await expansion.indexes(context).makeIterator()
            let elements = try await (repeat (each sources).element(indexes.next() ?? 0, context))
            try await body(repeat each elements)
            return NoOutput()
        }
    }
}
