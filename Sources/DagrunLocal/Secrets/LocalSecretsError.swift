// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A file or variable of the local secrets that can't be used.
///
/// The text never repeats a value.
package struct LocalSecretsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file or the environment variable.
    package let source: String
    /// The line in it, from 1, when that is known.
    package let line: Int?
    /// What is wrong and what to do about it.
    package let reason: String

    package init(source: String, line: Int? = nil, reason: String) {
        self.source = source
        self.line = line
        self.reason = reason
    }

    /// `file:line: reason`.
    package var description: String {
        if let line { return "\(source):\(line): \(reason)" }
        return "\(source): \(reason)"
    }
}
