// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A param that the DAG does not declare.
public struct UnknownParam: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name that was asked for.
    public var name: String
    /// The names there are.
    public var known: [String]

    /// What is missing, and what there is.
    public var description: String {
        "the DAG has no param “\(name)”; it has \(known.isEmpty ? "none" : known.joined(separator: ", "))"
    }
}
