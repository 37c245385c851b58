// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// By when a run must have ended: Airflow watches it, and has a callback called when it is missed.
///
/// ```swift
/// DAG("sales", deadlines: [Deadline(.minutes(30), after: .queued, calls: "lab.alarm", with: ["text": "too late"])]) { … }
/// ```
///
/// The callback is what a bundle has in its `airflowCallbacks` under that name, called by an edge worker of Airflow's default
/// queue; or a function of Python's, where Airflow's own workers run it. Local runs have no deadlines.
///
/// Source: Airflow 3.3, `DeadlineAlert`.
public struct Deadline: Sendable, Hashable {
    /// What the time is counted from.
    public enum Reference: Sendable, Hashable {
        /// When the run was queued.
        case queued
        /// The run's logical date; a run without one has no such deadline.
        case logicalDate
        /// An instant: ISO 8601, such as `2026-01-01T06:00:00+01:00`.
        case instant(String)
        /// When the run would have ended if it took as long as earlier ones on average: at most so many, and at least so many
        /// must have been.
        case averageRuntime(of: Int = 10, atLeast: Int? = nil)
    }

    package var definition: DeadlineDefinition

    /// Makes a deadline.
    ///
    /// - Parameters:
    ///   - interval: The time behind the reference; not negative.
    ///   - reference: What the time is counted from.
    ///   - callback: What is called when the run has not ended by then: names with dots between them, as `lab.alarm`.
    ///   - arguments: What it is called with; no `context`, which Airflow adds.
    ///   - name: A name to show.
    public init(
        _ interval: Duration, after reference: Reference, calls callback: String,
        with arguments: [String: JSONValue] = [:], name: String? = nil
    ) {
        definition = DeadlineDefinition(reference: .queuedAt, interval: interval.seconds, callback: callback)
        definition.arguments = arguments
        definition.name = name
        switch reference {
        case .queued: break
        case .logicalDate: definition.reference = .logicalDate
        case .instant(let text):
            definition.reference = .fixedDatetime
            definition.datetime = DAG.instant(text)
        case .averageRuntime(let most, let least):
            definition.reference = .averageRuntime
            definition.maximumRuns = most
            definition.minimumRuns = least
        }
    }
}
