// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Code that is called when a try of a task ends.
///
/// Callbacks run after the try, on the machine that ran it; an error in one is logged and changes nothing.
public struct TaskCallbacks: Sendable {
    /// A callback; the error is nil when there is none.
    public typealias Callback = @Sendable (TaskContext, (any Error)?) async throws -> Void

    /// Called when the task succeeded.
    public var onSuccess: [Callback] = []
    /// Called when the task failed and is not tried again.
    public var onFailure: [Callback] = []
    /// Called when a try failed and another one follows.
    public var onRetry: [Callback] = []
    /// Called when the task skipped itself.
    public var onSkip: [Callback] = []

    /// Makes a set without callbacks.
    public init() {}

    /// The events that have a callback, by Airflow's names.
    package var events: [String] {
        var events: [String] = []
        if !onSuccess.isEmpty { events.append("success") }
        if !onFailure.isEmpty { events.append("failure") }
        if !onRetry.isEmpty { events.append("retry") }
        if !onSkip.isEmpty { events.append("skip") }
        return events
    }

    package mutating func append(_ other: TaskCallbacks) {
        onSuccess += other.onSuccess
        onFailure += other.onFailure
        onRetry += other.onRetry
        onSkip += other.onSkip
    }
}
