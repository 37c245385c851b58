// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The address of a device on an I2C bus: seven bits.
///
/// Source: UM10204, I2C-bus specification and user manual, section 3.1.10.
public struct I2CAddress: Sendable, Hashable, Comparable, Codable, ExpressibleByIntegerLiteral, CustomStringConvertible
{
    /// The number, 0 to 0x7f.
    public let rawValue: UInt8

    /// Makes an address.
    ///
    /// - Parameter rawValue: The number; nil comes back when it is not within 0 to 0x7f.
    public init?(_ rawValue: Int) {
        guard (0...0x7f).contains(rawValue) else { return nil }
        self.rawValue = UInt8(rawValue)
    }

    /// Makes an address of a literal.
    ///
    /// - Parameter value: The number, 0 to 0x7f.
    public init(integerLiteral value: UInt8) {
        precondition(value <= 0x7f, "an I2C address has seven bits: 0 to 0x7f")
        rawValue = value
    }

    /// The number in hexadecimal, as in `0x3c`.
    public var description: String { (rawValue < 16 ? "0x0" : "0x") + String(rawValue, radix: 16) }

    /// Whether one address is less than another.
    ///
    /// - Parameters:
    ///   - left: One address.
    ///   - right: Another one.
    /// - Returns: True when the first is less.
    public static func < (left: I2CAddress, right: I2CAddress) -> Bool { left.rawValue < right.rawValue }
}
