// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why a part can't be made or a control can't be set.
public struct PartError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let description: String

    /// Makes an error.
    ///
    /// - Parameter description: What is wrong, and what would be right.
    public init(_ description: String) { self.description = description }
}
