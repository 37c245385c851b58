// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where a line is: a chip, and its place on it.
public struct LineAddress: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The chip's name, such as `gpiochip0`; unique on a machine while it runs, but not the same after each start.
    public let chip: String
    /// The line's place on its chip, from 0.
    public let offset: Int

    /// Makes an address.
    ///
    /// - Parameters:
    ///   - chip: The chip's name.
    ///   - offset: The line's place on its chip, from 0.
    public init(chip: String, offset: Int) {
        self.chip = chip
        self.offset = offset
    }

    /// The chip and the offset, as in `gpiochip0:17`.
    public var description: String { "\(chip):\(offset)" }

    /// Whether one address stands before another: by chip, then by offset.
    ///
    /// - Parameters:
    ///   - left: One address.
    ///   - right: Another one.
    /// - Returns: True when the first stands before the second.
    public static func < (left: LineAddress, right: LineAddress) -> Bool {
        (left.chip, left.offset) < (right.chip, right.offset)
    }
}
