// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A place in a text.
struct YAMLPosition: Hashable {
    /// The line, from 1.
    var line: Int
    /// The character within it, from 1.
    var column: Int
}
