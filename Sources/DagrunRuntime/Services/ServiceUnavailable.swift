// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A task asked for something that there is not where it runs.
public struct ServiceUnavailable: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is missing, and what to do.
    public var description: String

    package init(_ description: String) { self.description = description }

    package init(_ kind: ServiceRequest.Kind, in place: String) {
        description =
            "\(place) knows nothing of \(kind.subject) (\(kind.rawValue)): run the DAG under Airflow, or give the task what it asks"
            + " for as an input or a param"
    }
}
