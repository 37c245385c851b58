// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A rule doesn't fit what is looked at: it speaks of a signal that there is not.
public struct SignalRuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what there is instead.
    public let description: String

    init(_ description: String) { self.description = description }
}
