// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// A task that can be run: its definition and its code.
///
/// A class, so that handing it to a worker does not copy the many members of the definition.
public final class ExecutableTask: Sendable {
    /// What is known about it without its code.
    public let definition: TaskDefinition
    /// Does the work of one try; returns what is pushed as the task's result.
    package let body: @Sendable (TaskContext) async throws -> XComValue?
    /// What each error means for the next try.
    package let retryPolicy: (@Sendable (any Error) -> RetryDecision)?
    /// What is called when a try ends.
    package let callbacks: TaskCallbacks
    /// Makes the label of a mapped instance.
    package let mapLabel: (@Sendable (TaskContext) async throws -> String)?
    /// Finds out whether a value from elsewhere may pass for what one instance returns; throws why not.
    package let checkOutput: @Sendable (XComValue) throws -> Void
    /// The tasks whose outputs it takes, but can do without.
    package let optionalInputs: Set<String>

    /// Renders its templates, by the names of the properties they are in; nil where it has none.
    package let renderedFields: (@Sendable (TaskContext) async -> [String: JSONValue])?

    package init(
        definition: TaskDefinition, retryPolicy: (@Sendable (any Error) -> RetryDecision)? = nil,
        callbacks: TaskCallbacks = TaskCallbacks(), mapLabel: (@Sendable (TaskContext) async throws -> String)? = nil,
        checkOutput: @escaping @Sendable (XComValue) throws -> Void = { _ in }, optionalInputs: Set<String> = [],
        renderedFields: (@Sendable (TaskContext) async -> [String: JSONValue])? = nil,
        body: @escaping @Sendable (TaskContext) async throws -> XComValue?
    ) {
        self.definition = definition
        self.retryPolicy = retryPolicy
        self.callbacks = callbacks
        self.mapLabel = mapLabel
        self.checkOutput = checkOutput
        self.optionalInputs = optionalInputs
        self.renderedFields = renderedFields
        self.body = body
    }
}
