// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What has been said about a task so far.
struct TaskDraftState: Sendable {
    var definition: TaskDefinition
    var location: SourceLocation
    var inputs: [(name: String, input: any AnyInput)]
    var callbacks: TaskCallbacks
    var retryPolicy: (@Sendable (any Error) -> RetryDecision)?
    var body: @Sendable (TaskContext) async throws -> XComValue?
    /// Whether a value from elsewhere may pass for what it returns.
    var checkOutput: @Sendable (XComValue) throws -> Void
    var mapLabel: Input<String>?
    var expansion: Expansion?
    /// For a branch: what each of its paths leads to.
    var paths: [String: [String]] = [:]
    /// For a branch: its paths that must lead somewhere.
    var requiredPaths: [String] = []
}
