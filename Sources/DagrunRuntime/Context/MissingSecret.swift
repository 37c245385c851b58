// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A variable or connection that no source has.
public struct MissingSecret: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is missing, where it was looked for, and how to provide it.
    public var description: String
}
