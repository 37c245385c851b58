// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A group of tasks.
///
/// Ids of what is in it are prefixed with the group's id, and an edge to or from the group is one to or from its first or
/// last tasks.
///
/// ```swift
/// let load = TaskGroup("load") {
///     task("raw", BashOperator("…"))
///     task("clean", BashOperator("…"))
/// }
/// extract >>> load
/// ```
///
/// Airflow's `TaskGroup`.
public struct TaskGroup<Value: Sendable>: GraphElement {
    /// The full id, with those of the groups around it.
    public let id: String
    /// What the group's body returned.
    public let value: Value

    /// The group itself, on both sides.
    public var ends: GraphEnds { GraphEnds(id: id) }
}

extension TaskGroup where Value == Void {
    /// Declares a group.
    ///
    /// - Parameters:
    ///   - id: The group's id, unique within the group around it.
    ///   - displayName: A name to show instead of the id.
    ///   - tooltip: A text to show for the group.
    ///   - defaults: Settings for the tasks in it.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - content: Declares what is in it.
    @discardableResult
    public init(
        _ id: String, displayName: String? = nil, tooltip: String? = nil, defaults: TaskSettings = TaskSettings(),
        filePath: String = #filePath, line: Int = #line, @DAGBuilder content: () -> DAGContent
    ) {
        let group = DAGScope.required("group “\(id)”").group(
            id, displayName: displayName, tooltip: tooltip, settings: defaults,
            location: SourceLocation(filePath: filePath, line: line)
        ) { _ = content() }
        self.id = group.id
        self.value = ()
    }
}

extension TaskGroup {
    /// Declares a group that hands something to the outside, such as the output of one of its tasks.
    ///
    /// ```swift
    /// let clean = TaskGroup.yielding("clean") {
    ///     let raw = task("raw") { … }
    ///     return task("dedupe", raw.output) { … }.output
    /// }
    /// task("report", clean.value) { … }
    /// ```
    ///
    /// - Parameters:
    ///   - id: The group's id, unique within the group around it.
    ///   - displayName: A name to show instead of the id.
    ///   - tooltip: A text to show for the group.
    ///   - defaults: Settings for the tasks in it.
    ///   - filePath: Where the statement stands; leave it out.
    ///   - line: Where the statement stands; leave it out.
    ///   - body: Declares what is in it.
    /// - Returns: The group; what the body returned is its ``value``.
    @discardableResult
    public static func yielding(
        _ id: String, displayName: String? = nil, tooltip: String? = nil, defaults: TaskSettings = TaskSettings(),
        filePath: String = #filePath, line: Int = #line, body: () -> Value
    ) -> TaskGroup {
        let group = DAGScope.required("group “\(id)”").group(
            id, displayName: displayName, tooltip: tooltip, settings: defaults,
            location: SourceLocation(filePath: filePath, line: line), body: body)
        return TaskGroup(id: group.id, value: group.result)
    }
}
