// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something wrong with a DAG, found when it is loaded.
public struct DAGFault: Sendable, Hashable, CustomStringConvertible {
    /// The DAG's id.
    public var dagID: String
    /// The task, group or setting it is about.
    public var subject: String
    /// What is wrong and what to do.
    public var message: String
    /// The statement that is wrong.
    public var location: SourceLocation?

    /// Names a fault.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - subject: The task, group or setting it is about.
    ///   - message: What is wrong and what to do.
    ///   - location: The statement that is wrong.
    public init(dagID: String, subject: String, message: String, location: SourceLocation?) {
        self.dagID = dagID
        self.subject = subject
        self.message = message
        self.location = location
    }

    /// The fault as compilers print an error.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        return "\(place)error: DAG \(dagID): \(message)"
    }
}
