// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why the supervisor and a task do not understand each other.
package struct CommError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure.
    package enum Code: Sendable, Hashable {
        /// There is no connection, or it has ended.
        case closed
        /// What came is not of the protocol.
        case malformed
        /// The other end refused a request; with its word for the reason.
        case refused(String)
        /// No answer came in time.
        case unanswered
    }

    /// The kind of failure.
    package var code: Code
    /// What happened, in words.
    package var description: String
    /// The status that the server gave the supervisor, where it is the server that refused.
    package var status: Int?

    package init(_ code: Code, _ description: String, status: Int? = nil) {
        self.code = code
        self.description = description
        self.status = status
    }
}
