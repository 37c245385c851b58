// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A mapped task without inputs besides its own element, that still needs to know what it is mapped over.
///
/// It is no task yet: left as it is, it does not compile as a statement of a DAG.
public struct ElementTaskDraft: Sendable {
    let id: String
    /// Its place among the tasks that were begun.
    let place: Int

    /// Makes one instance for each element of a list.
    ///
    /// - Parameters:
    ///   - elements: A literal, or a list that another task returns.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets its element.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<Element: Codable & Sendable, Output: Codable & Sendable>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (Element) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expand(over: elements, filePath: filePath, line: line) { element, _ in try await body(element) }
    }

    /// Makes one instance for each element of a list; the code also asks what it may know of the run.
    ///
    /// - Parameters:
    ///   - elements: A literal, or a list that another task returns.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets its element, then the context.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<Element: Codable & Sendable, Output: Codable & Sendable>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (Element, TaskContext) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let source = MapSource(elements)
        return mappedTask(id, place, [], Expansion(.product, [source.erased]), filePath, line) { context in
            try await body(source.element(context.mapIndex, context), context)
        }
    }

    /// Makes one instance for each member of a dictionary, in the order of the keys.
    ///
    /// - Parameters:
    ///   - members: A dictionary that another task returns.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: The code; gets its key and its value.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<Value: Codable & Sendable, Output: Codable & Sendable>(
        over members: Input<[String: Value]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (String, Value) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let source = MapSource(members)
        return mappedTask(id, place, [], Expansion(.product, [source.erased]), filePath, line) { context in
            let member = try await source.element(context.mapIndex, context)
            return try await body(member.key, member.value)
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
    ///   - body: The code; gets one element of each list.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
        each Element: Codable & Sendable, Output: Codable & Sendable
    >(
        product first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, _ fourth: Input<[Fourth]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second, Third, Fourth, repeat each Element) async throws -> Output
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
    ///   - body: The code; gets one element of each list.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<
        First: Codable & Sendable, Second: Codable & Sendable, Third: Codable & Sendable, Fourth: Codable & Sendable,
        each Element: Codable & Sendable, Output: Codable & Sendable
    >(
        zip first: Input<[First]>, _ second: Input<[Second]>, _ third: Input<[Third]>, _ fourth: Input<[Fourth]>,
        _ lists: repeat Input<[each Element]>, filePath: String = #filePath, line: Int = #line,
        body: @escaping @Sendable @concurrent (First, Second, Third, Fourth, repeat each Element) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        expand(.zip, first, second, third, fourth, repeat each lists, filePath: filePath, line: line, body: body)
    }

    /// Makes one instance of an operator for each element of a list.
    ///
    /// ```swift
    /// task("greet").expand(over: names.output, operator: { name in BashOperator("echo hello \(name)") })
    /// ```
    ///
    /// - Parameters:
    ///   - elements: A literal, or a list that another task returns.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - make: Makes the operator from an input that stands for the element.
    /// - Returns: The task; its output is the list of what its instances return.
    @discardableResult
    public func expand<Element: Codable & Sendable, Work: Operator>(
        over elements: Input<[Element]>, filePath: String = #filePath, line: Int = #line,
        operator make: (Input<Element>) -> Work
    ) -> MappedTaskHandle<Work.Output> {
        let source = MapSource(elements)
        let operation = make(Input { context in try await source.element(context.mapIndex, context) })
        let scope = DAGScope.required("task “\(id)”")
        scope.finish(place)
        let location = SourceLocation(filePath: filePath, line: line)
        let node = scope.add(
            id, operatorName: Work.operatorName, defaults: operation.taskDefaults, location: location,
            inputs: InputFinder.inputs(of: operation), outputType: Work.Output.self
        ) { context in try await operation.run(context) }
        scope.checkIsNoBranch(Work.self, node.id, location)
        node.update { $0.expansion = Expansion(.product, [source.erased]) }
        return MappedTaskHandle(node: node)
    }

    func expand<each Element: Codable & Sendable, Output: Codable & Sendable>(
        _ mode: ExpandDefinition.Mode, _ lists: repeat Input<[each Element]>, filePath: String, line: Int,
        body: @escaping @Sendable @concurrent (repeat each Element) async throws -> Output
    ) -> MappedTaskHandle<Output> {
        let sources = MapSources(mode, repeat each lists)
        return mappedTask(id, place, [], sources.expansion, filePath, line) { context in
            let elements = try await sources.elements(context)
            return try await body(repeat each elements)
        }
    }
}
