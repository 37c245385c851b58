// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A DAG document that can't be read.
public struct DocumentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Kinds of errors.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the kind.
        public let description: String

        /// The text is not JSON.
        public static let syntax = Code(description: "syntax")
        /// The format is missing, foreign, or of a version that can't be read.
        public static let format = Code(description: "format")
        /// A member that must be there is missing.
        public static let missingMember = Code(description: "missing_member")
        /// A member has a value of another kind than it must have.
        public static let wrongValue = Code(description: "wrong_value")
    }

    /// The kind of error.
    public var code: Code
    /// The member in question, such as `tasks[3].retries`; empty for the document as a whole.
    public var path: String
    /// What is wrong, and what would be right.
    public var message: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of error.
    ///   - path: The member in question.
    ///   - message: What is wrong, and what would be right.
    public init(_ code: Code, path: String = "", message: String) {
        self.code = code
        self.path = path
        self.message = message
    }

    /// The place and what is wrong there.
    public var description: String { path.isEmpty ? message : "\(path): \(message)" }

    /// An error for a value of another kind than it must have.
    static func wrongValue(_ value: JSONValue, expected: String) -> Self {
        Self(.wrongValue, message: "must be \(expected), not \(value.summary)")
    }

    /// The same error, seen from the value around it.
    func inside(_ part: String) -> Self {
        var copy = self
        copy.path = path.isEmpty || path.hasPrefix("[") ? part + path : part + "." + path
        return copy
    }
}
