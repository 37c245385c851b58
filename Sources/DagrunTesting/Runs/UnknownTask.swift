// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A test asked for a task that the DAG does not have.
public struct UnknownTask: Error, Sendable, Hashable, CustomStringConvertible {
    /// The id that was asked for.
    public var taskID: String
    /// The id of the DAG that comes closest.
    public var suggestion: String?

    /// Makes the error.
    ///
    /// - Parameters:
    ///   - taskID: The id that was asked for.
    ///   - suggestion: The id of the DAG that comes closest.
    public init(taskID: String, suggestion: String? = nil) {
        self.taskID = taskID
        self.suggestion = suggestion
    }

    /// What is missing, and what there is.
    public var description: String {
        "the DAG has no task “\(taskID)”\(suggestion.map { "; did you mean “\($0)”?" } ?? "")"
    }
}
