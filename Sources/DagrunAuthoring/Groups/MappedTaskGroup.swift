// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A group of tasks of which there is one copy for each element of a list.
///
/// ```swift
/// let totals = MappedTaskGroup("per_city", over: cities.output) { city in
///     let rows = task("rows", city) { city in … }
///     return task("total", rows.output) { rows in … }
/// }
/// task("report", totals.output) { totals in … }
/// ```
public struct MappedTaskGroup<Output: Codable & Sendable>: GraphElement {
    /// The full id, with those of the groups around it.
    public let id: String
    private let last: TaskHandle<Output>

    /// Declares a mapped group.
    ///
    /// - Parameters:
    ///   - id: The group's id, unique within the group around it.
    ///   - elements: A literal, or a list that another task returns.
    ///   - displayName: A name to show instead of the id.
    ///   - limit: The largest number of copies; at least 1.
    ///   - defaults: Settings for the tasks in it.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: Declares what is in it, from an input that stands for the copy's element, and returns the task whose
    ///     output is the group's.
    @discardableResult
    public init<Element: Codable & Sendable>(
        _ id: String, over elements: Input<[Element]>, displayName: String? = nil,
        limit: Int = ExpandDefinition.defaultLimit, defaults: TaskSettings = TaskSettings(),
        filePath: String = #filePath, line: Int = #line, body: (Input<Element>) -> TaskHandle<Output>
    ) {
        let source = MapSource(elements)
        var expansion = Expansion(.product, [source.erased])
        expansion.definition.limit = limit
        let scope = DAGScope.required("group “\(id)”")
        let location = SourceLocation(filePath: filePath, line: line)
        let fullID = scope.fullID(id)
        for problem in expansion.problems { scope.fault(fullID, "group \(fullID): \(problem)", location) }
        let group = scope.group(
            id, displayName: displayName, tooltip: nil, settings: defaults, location: location, expansion: expansion
        ) {
            body(
                Input(
                    dependencies: elements.dependencies.map { dependency in
                        // The element is the copy's own: whoever takes it is mapped with the group.
                        var dependency = dependency
                        dependency.part = .whole
                        return dependency
                    }, elementOf: [fullID]
                ) { context in try await source.element(context.mapIndex, context) })
        }
        if group.result.node.mappedGroup != group.id {
            scope.fault(
                fullID, "group \(fullID): its body must return a task of the group, not \(group.result.node.id)",
                location)
        }
        self.id = group.id
        self.last = group.result
    }

    /// The group itself, on both sides.
    public var ends: GraphEnds { GraphEnds(id: id) }

    /// What the copies return, in the order of their map index; those that were skipped or failed are left out.
    public var output: Input<[Output]> {
        let node = last.node
        return Input(
            dependencies: [InputDependency(taskID: node.id, part: .all, typeName: TypeName.of([Output].self))]
        ) { context in try await context.pullAll(node.id) }
    }
}
