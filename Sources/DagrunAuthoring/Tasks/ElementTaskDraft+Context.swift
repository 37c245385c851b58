// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Code that also asks what it may know of the run. What it gets is a tuple, since a closure takes no parameter behind a pack; a caller
// writes a closure with several parameters all the same.
extension ElementTaskDraft {
    /// Makes one instance for each member of a dictionary, in the order of the keys; the code also asks what it may know of the run.
    ///
    /// - Parameters:
    ///   - members: A dictionary that another task returns.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets its key and its value, then the context.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<Value: Codable & Sendable, Output: Codable & Sendable>(
        over members: Input<[String: Value]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (String, Value, TaskContext) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let source = MapSource(members)
        return mappedTask(id, place, [], Expansion(.product, [source.erased]), filePath, line) { context in
            let member = try await source.element(context.mapIndex, context)
            return try await body(member.key, member.value, context)
        }
    }

    /// Makes one instance for every combination of elements of two lists; the code also asks what it may know of the run.
    @_disfavoredOverload
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable, Output: Codable & Sendable>(
        product first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((First, Second, TaskContext)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expandInContext(.product, first, second, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each place in two lists of equal length; the code also asks what it may know of the run.
    @_disfavoredOverload
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable, Output: Codable & Sendable>(
        zip first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((First, Second, TaskContext)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expandInContext(.zip, first, second, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for every combination of elements of three lists; the code also asks what it may know of the run.
    @_disfavoredOverload
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Output: Codable & Sendable
    >(
        product first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, filePath: String = #filePath,
        line: Int = #line,
        body: @escaping @Sendable @concurrent ((First, Second, Third, TaskContext)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expandInContext(.product, first, second, third, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each place in three lists of equal length; the code also asks what it may know of the run.
    @_disfavoredOverload
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Output: Codable & Sendable
    >(
        zip first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, filePath: String = #filePath,
        line: Int = #line,
        body: @escaping @Sendable @concurrent ((First, Second, Third, TaskContext)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expandInContext(.zip, first, second, third, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for every combination of elements of four lists or more; the code also asks what it may know of the run.
    ///
    /// - Parameters:
    ///   - first: A literal, or a list that another task returns.
    ///   - second: Another one.
    ///   - third: Another one.
    ///   - fourth: Another one.
    ///   - lists: More of them.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets one element of each list, then the context.
    /// - Returns: The task; its output is the list of what its instances return.
    @_disfavoredOverload
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
        each Element: Codable & Sendable, Output: Codable & Sendable
    >(
        product first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, _ fourth: Input<[Fourth]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body:
            @escaping @Sendable @concurrent ((First, Second, Third, Fourth, repeat each Element, TaskContext))
            async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expandInContext(
            .product, first, second, third, fourth, repeat each lists, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each place in four lists or more of equal length; the code also asks what it may know of the run.
    ///
    /// - Parameters:
    ///   - first: A literal, or a list that another task returns.
    ///   - second: Another one; of equal length, else the task fails.
    ///   - third: Another one.
    ///   - fourth: Another one.
    ///   - lists: More of them.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets one element of each list, then the context.
    /// - Returns: The task; its output is the list of what its instances return.
    @_disfavoredOverload
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
        each Element: Codable & Sendable, Output: Codable & Sendable
    >(
        zip first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, _ fourth: Input<[Fourth]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body:
            @escaping @Sendable @concurrent ((First, Second, Third, Fourth, repeat each Element, TaskContext))
            async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expandInContext(
            .zip, first, second, third, fourth, repeat each lists, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each member of a dictionary, of code that also asks what it may know of the run and returns nothing.
    @discardableResult
    public func expand<Value: Codable & Sendable>(
        over members: Input<[String: Value]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (String, Value, TaskContext) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expand(over: members, filePath: filePath, line: line) { (key: String, value: Value, context: TaskContext) in
            try await body(key, value, context)
            return NoOutput()
        }
    }

    /// Makes one instance for every combination of elements of two lists, of code that also asks what it may know of the run and returns nothing.
    @_disfavoredOverload
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable>(
        product first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((First, Second, TaskContext)) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expandInContext(.product, first, second, filePath: filePath, line: line, body: returningNothing(body))
    }

    /// Makes one instance for each place in two lists of equal length, of code that also asks what it may know of the run and returns nothing.
    @_disfavoredOverload
    @discardableResult
    public func expand<First: Codable & Sendable, Second: Codable & Sendable>(
        zip first: Input<[First]>, _ second: Input<[Second]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((First, Second, TaskContext)) async throws -> Void
    ) -> MappedTaskHandle<NoOutput> {
        expandInContext(.zip, first, second, filePath: filePath, line: line, body: returningNothing(body))
    }

    /// Makes one instance for every combination of elements of three lists or more, of code that also asks what it may know of the run and returns nothing.
    @_disfavoredOverload
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable,
        each Element: Codable & Sendable
    >(
        product first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body:
            @escaping @Sendable @concurrent ((First, Second, Third, repeat each Element, TaskContext)) async throws ->
            Void
    ) -> MappedTaskHandle<NoOutput> {
        expandInContext(
            .product, first, second, third, repeat each lists, filePath: filePath, line: line,
            body: returningNothing(body))
    }

    /// Makes one instance for each place in three lists or more of equal length, of code that also asks what it may know of the run and returns nothing.
    @_disfavoredOverload
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable,
        each Element: Codable & Sendable
    >(
        zip first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body:
            @escaping @Sendable @concurrent ((First, Second, Third, repeat each Element, TaskContext)) async throws ->
            Void
    ) -> MappedTaskHandle<NoOutput> {
        expandInContext(
            .zip, first, second, third, repeat each lists, filePath: filePath, line: line, body: returningNothing(body))
    }

    private func expandInContext<each Element: Codable & Sendable, Output: Codable & Sendable>(
        _ mode: ExpandDefinition.Mode, _ lists: repeat Input<[each Element]>, filePath: String, line: Int,
        body: @escaping @Sendable @concurrent ((repeat each Element, TaskContext)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let sources = MapSources(mode, repeat each lists)
        return mappedTask(id, place, [], sources.expansion, filePath, line) { context in
            let elements = try await sources.elements(context)
            return try await body((repeat each elements, context))
        }
    }
}
