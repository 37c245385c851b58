// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something in a DAG document that keeps the DAG from running as it was meant.
public struct DocumentFault: Sendable, Hashable, CustomStringConvertible {
    /// The part of the document that is at fault.
    public enum Subject: Sendable, Hashable, CustomStringConvertible {
        /// The DAG as a whole.
        case dag
        /// A parameter.
        case param(String)
        /// A task, by its full id.
        case task(String)
        /// A task group, by its full id.
        case group(String)
        /// An edge, by the full ids of its ends.
        case edge(from: String, to: String)

        /// The kind of the part and its id.
        public var description: String {
            switch self {
            case .dag: "DAG"
            case .param(let name): "param \"\(name)\""
            case .task(let id): "task \"\(id)\""
            case .group(let id): "group \"\(id)\""
            case .edge(let from, let to): "edge \"\(from)\" -> \"\(to)\""
            }
        }
    }

    /// The part at fault.
    public var subject: Subject
    /// The kind of fault.
    public var code: DocumentFaultCode
    /// What is wrong and what to do.
    public var message: String

    /// Makes a fault.
    ///
    /// - Parameters:
    ///   - subject: The part at fault.
    ///   - code: The kind of fault.
    ///   - message: What is wrong and what to do.
    public init(_ subject: Subject, _ code: DocumentFaultCode, _ message: String) {
        self.subject = subject
        self.code = code
        self.message = message
    }

    /// The part at fault and what is wrong with it.
    public var description: String { "\(subject): \(message)" }
}
