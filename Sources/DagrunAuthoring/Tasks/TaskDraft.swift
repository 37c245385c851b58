// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A mapped task that still needs to know what it is mapped over.
///
/// It is no task yet: left as it is, it does not compile as a statement of a DAG.
public struct TaskDraft<each In: Codable & Sendable> {
    let id: String
    /// Its place among the tasks that were begun.
    let place: Int
    let inputs: (repeat Input<each In>)

    /// Makes one instance for each element of a list.
    ///
    /// - Parameters:
    ///   - elements: A literal, or a list that another task returns.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets the inputs' values in order, then its element.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<Element: Codable & Sendable, Output: Codable & Sendable>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((repeat each In, Element)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let source = MapSource(elements)
        let inputs = inputs
        return mappedTask(id, place, named(repeat each inputs), Expansion(.product, [source.erased]), filePath, line) {
            context in
            try await body((repeat (each inputs).resolve(context), source.element(context.mapIndex, context)))
        }
    }

    /// Makes one instance for each element of a list; the code also asks what it may know of the run.
    ///
    /// - Parameters:
    ///   - elements: A literal, or a list that another task returns.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets the inputs' values in order, then its element, then the context.
    /// - Returns: The task; its output is the list of what its instances return.
    @_disfavoredOverload
    @discardableResult
    public func expand<Element: Codable & Sendable, Output: Codable & Sendable>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((repeat each In, Element, TaskContext)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let source = MapSource(elements)
        let inputs = inputs
        return mappedTask(id, place, named(repeat each inputs), Expansion(.product, [source.erased]), filePath, line) {
            context in
            try await body((repeat (each inputs).resolve(context), source.element(context.mapIndex, context), context))
        }
    }

    /// Makes one instance for each member of a dictionary, in the order of the keys.
    ///
    /// - Parameters:
    ///   - members: A dictionary that another task returns.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets the inputs' values in order, then its key and its value.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<Value: Codable & Sendable, Output: Codable & Sendable>(
        over members: Input<[String: Value]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent ((repeat each In, String, Value)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let source = MapSource(members)
        let inputs = inputs
        return mappedTask(id, place, named(repeat each inputs), Expansion(.product, [source.erased]), filePath, line) {
            context in
            let member = try await source.element(context.mapIndex, context)
            return try await body((repeat (each inputs).resolve(context), member.key, member.value))
        }
    }

    /// Makes one instance for every combination of elements of four lists or more; the last list varies fastest.
    ///
    /// - Parameters:
    ///   - first: A literal, or a list that another task returns.
    ///   - second: Another one.
    ///   - third: Another one.
    ///   - fourth: Another one.
    ///   - lists: More of them.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets the inputs' values in order, then one element of each list.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
        each Element: Codable & Sendable, Output: Codable & Sendable
    >(
        product first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, _ fourth: Input<[Fourth]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body:
            @escaping @Sendable @concurrent ((repeat each In, First, Second, Third, Fourth, repeat each Element))
            async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expand(.product, first, second, third, fourth, repeat each lists, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance for each place in four lists or more of equal length.
    ///
    /// - Parameters:
    ///   - first: A literal, or a list that another task returns.
    ///   - second: Another one; of equal length, else the task fails.
    ///   - third: Another one.
    ///   - fourth: Another one.
    ///   - lists: More of them.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets the inputs' values in order, then one element of each list.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
        each Element: Codable & Sendable, Output: Codable & Sendable
    >(
        zip first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, _ fourth: Input<[Fourth]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body:
            @escaping @Sendable @concurrent ((repeat each In, First, Second, Third, Fourth, repeat each Element))
            async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expand(.zip, first, second, third, fourth, repeat each lists, filePath: filePath, line: line, body: body)
    }

    func expand<each Element: Codable & Sendable, Output: Codable & Sendable>(
        _ mode: ExpandDefinition.Mode, _ lists: repeat Input<[each Element]>, filePath: String, line: Int,
        body: @escaping @Sendable @concurrent ((repeat each In, repeat each Element)) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let sources = MapSources(mode, repeat each lists)
        let inputs = inputs
        return mappedTask(id, place, named(repeat each inputs), sources.expansion, filePath, line) { context in
            let elements = try await sources.elements(context)
            return try await body((repeat (each inputs).resolve(context), repeat each elements))
        }
    }
}

func mappedTask<Output: Codable & Sendable>(
    _ id: String, _ place: Int, _ inputs: [(name: String, input: any AnyInput)], _ expansion: Expansion,
    _ filePath: String, _ line: Int, body: @escaping @Sendable @concurrent (TaskContext) async throws -> Output
) -> MappedTaskHandle<Output> {
    DAGScope.required("task “\(id)”").finish(place)
    let task = closureTask(id, inputs, filePath, line, body: body)
    task.node.update { $0.expansion = expansion }
    return MappedTaskHandle(node: task.node)
}
