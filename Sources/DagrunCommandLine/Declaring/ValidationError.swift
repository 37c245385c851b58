// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A command line that is not as it should be.
package struct ValidationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    package var description: String

    /// Makes an error.
    package init(_ description: String) { self.description = description }
}
