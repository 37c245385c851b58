// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A text is no condition.
public struct ConditionSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and where.
    public let description: String

    init(description: String) { self.description = description }
}
