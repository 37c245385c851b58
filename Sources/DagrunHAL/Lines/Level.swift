// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The voltage of a line, told apart in two.
///
/// What a line *means* is a `Bool`, its logical value: on a line that is active-low, ``low`` is `true`.
public enum Level: String, Sendable, Hashable, CaseIterable, Codable {
    /// Near ground.
    case low
    /// Near the supply.
    case high

    /// The level of a logical value.
    ///
    /// - Parameters:
    ///   - isActive: The logical value.
    ///   - activeLow: Whether the line is active when it is low.
    public init(_ isActive: Bool, activeLow: Bool = false) { self = isActive != activeLow ? .high : .low }

    /// The other level.
    public var inverted: Level { self == .high ? .low : .high }
}
