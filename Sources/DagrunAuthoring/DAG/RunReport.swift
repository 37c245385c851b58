// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a DAG's callbacks are told when a run ended.
public struct RunReport: Sendable {
    /// What was fixed about the run.
    public var facts: RunFacts
    /// How it ended.
    public var state: RunState
    /// The task instances that failed.
    public var failed: [TaskInstanceID]

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - facts: What was fixed about the run.
    ///   - state: How it ended.
    ///   - failed: The task instances that failed.
    public init(facts: RunFacts, state: RunState, failed: [TaskInstanceID]) {
        self.facts = facts
        self.state = state
        self.failed = failed
    }
}
