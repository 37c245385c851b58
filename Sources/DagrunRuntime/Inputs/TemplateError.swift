// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A template names something that the run does not have.
public struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What the run does not have, by Airflow's name.
    public var name: String
    /// The property of the context that it was taken from.
    package var property: String
    /// The run's id.
    public var runID: String
    /// Whether the run has a logical date; then what it has not is an earlier run that succeeded.
    package var hasLogicalDate = false

    /// What is missing, and what to do.
    public var description: String {
        let reason =
            hasLogicalDate
            ? "no run of the DAG succeeded before run \(runID):"
            : "run \(runID) has no logical date: give the run one (--logical-date) or"
        return "the template needs “\(name)”, and \(reason) write \\(\\.\(property), default: \"…\")"
    }
}
