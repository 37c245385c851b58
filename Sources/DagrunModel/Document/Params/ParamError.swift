// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// All that is wrong with the parameters of a run.
public struct ParamError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Complaint: Sendable, Hashable, CustomStringConvertible {
        /// The parameter's name.
        public var param: String
        /// What is wrong and what to do.
        public var message: String

        /// The name and what is wrong.
        public var description: String { "param \"\(param)\": \(message)" }
    }

    /// Everything that is wrong, by name.
    public var complaints: [Complaint]

    /// One line for each complaint.
    public var description: String { complaints.map(\.description).joined(separator: "\n") }
}
