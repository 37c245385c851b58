// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Why an object is no fault.
public struct FaultError: Error, Sendable, Hashable, CustomStringConvertible {
    /// All that is wrong, one sentence each.
    public let reasons: [String]

    /// The sentences, one a line.
    public var description: String { reasons.joined(separator: "\n") }
}
