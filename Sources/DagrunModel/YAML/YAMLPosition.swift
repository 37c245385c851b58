// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A place in a text.
package struct YAMLPosition: Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// The character within it, from 1.
    package var column: Int
}
