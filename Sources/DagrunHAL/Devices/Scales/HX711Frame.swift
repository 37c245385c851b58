// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The 24 bits that a HX711 sends for a measurement, and the pulses that choose the next one.
///
/// Source: AVIA Semiconductor HX711 datasheet, table 3 and figure 2.
package struct HX711Frame: Sendable, Hashable {
    /// How many bits a measurement has.
    package static let bitCount = 24

    private var bits: UInt32 = 0
    private var count = 0

    /// Begins without a bit.
    package init() {}

    /// Takes the next bit, the most significant one first.
    ///
    /// - Parameter bit: The bit.
    package mutating func append(_ bit: Bool) {
        bits = bits << 1 | (bit ? 1 : 0)
        count += 1
    }

    /// The number: two's complement of 24 bits; nil until all bits came.
    package var value: Int? {
        guard count == Self.bitCount else { return nil }
        return Int(Int32(bitPattern: bits << 8) >> 8)
    }

    /// Whether a number is one that the converter gives when its input is beyond its range.
    ///
    /// - Parameter value: The number.
    /// - Returns: True for the least and the greatest one.
    package static func isSaturated(_ value: Int) -> Bool { value == -0x80_0000 || value == 0x7F_FFFF }
}
