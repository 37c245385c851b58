// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The trimming values that each BME280 was given at the factory, and what they make of its raw numbers.
///
/// Source: Bosch BST-BME280-DS002, sections 4.2.2 (where the values are) and 4.2.3 (the integer formulas).
package struct BME280Calibration: Sendable, Hashable {
    // The datasheet's names, so that the formulas can be compared with it.
    package var t1: UInt16
    package var t2: Int16
    package var t3: Int16
    package var p1: UInt16
    package var p2: Int16
    package var p3: Int16
    package var p4: Int16
    package var p5: Int16
    package var p6: Int16
    package var p7: Int16
    package var p8: Int16
    package var p9: Int16
    package var h1: UInt8
    package var h2: Int16
    package var h3: UInt8
    package var h4: Int16
    package var h5: Int16
    package var h6: Int8

    /// Where the first block of values begins, and its length.
    package static let firstBlock = (register: UInt8(0x88), count: 26)
    /// Where the second block of values begins, and its length.
    package static let secondBlock = (register: UInt8(0xE1), count: 7)

    /// Reads the values.
    ///
    /// - Parameters:
    ///   - first: The registers 0x88 to 0xA1; nil comes back when there are fewer bytes.
    ///   - second: The registers 0xE1 to 0xE7; nil comes back when there are fewer bytes.
    package init?(_ first: [UInt8], _ second: [UInt8]) {
        guard first.count >= Self.firstBlock.count, second.count >= Self.secondBlock.count else { return nil }
        func unsigned(_ index: Int) -> UInt16 { UInt16(first[index]) | UInt16(first[index + 1]) << 8 }
        func signed(_ index: Int) -> Int16 { Int16(bitPattern: unsigned(index)) }
        (t1, t2, t3) = (unsigned(0), signed(2), signed(4))
        (p1, p2, p3, p4, p5) = (unsigned(6), signed(8), signed(10), signed(12), signed(14))
        (p6, p7, p8, p9) = (signed(16), signed(18), signed(20), signed(22))
        h1 = first[25]
        h2 = Int16(bitPattern: UInt16(second[0]) | UInt16(second[1]) << 8)
        h3 = second[2]
        // Two values of twelve bits share a byte.
        h4 = Int16(Int8(bitPattern: second[3])) << 4 | Int16(second[4] & 0x0F)
        h5 = Int16(Int8(bitPattern: second[5])) << 4 | Int16(second[4] >> 4)
        h6 = Int8(bitPattern: second[6])
    }

    /// The fine temperature, which the other formulas need, in 1/5120 °C.
    ///
    /// - Parameter raw: The temperature's raw number, 20 bits.
    /// - Returns: The fine temperature.
    package func fineTemperature(raw: Int32) -> Int32 {
        // The arithmetic wraps, as it does in the datasheet's C: values that are broken must not trap.
        let first = (((raw >> 3) &- (Int32(t1) << 1)) &* Int32(t2)) >> 11
        let difference = (raw >> 4) &- Int32(t1)
        let second = (((difference &* difference) >> 12) &* Int32(t3)) >> 14
        return first &+ second
    }

    /// The temperature in hundredths of a degree Celsius.
    ///
    /// - Parameter fine: The fine temperature.
    /// - Returns: The temperature; 2508 is 25.08 °C.
    package func temperature(fine: Int32) -> Int32 { (fine &* 5 &+ 128) >> 8 }

    /// The pressure in 1/256 pascal.
    ///
    /// - Parameters:
    ///   - raw: The pressure's raw number, 20 bits.
    ///   - fine: The fine temperature.
    /// - Returns: The pressure; nil when the trimming values are broken.
    package func pressure(raw: Int32, fine: Int32) -> UInt32? {
        var var1 = Int64(fine) &- 128_000
        var var2 = var1 &* var1 &* Int64(p6)
        var2 = var2 &+ ((var1 &* Int64(p5)) << 17)
        var2 = var2 &+ (Int64(p4) << 35)
        var1 = ((var1 &* var1 &* Int64(p3)) >> 8) &+ ((var1 &* Int64(p2)) << 12)
        var1 = (((Int64(1) << 47) &+ var1) &* Int64(p1)) >> 33
        guard var1 != 0 else { return nil }
        var pressure = Int64(1_048_576) &- Int64(raw)
        let (quotient, overflow) = ((pressure << 31) &- var2).multipliedReportingOverflow(by: 3125)
        guard !overflow else { return nil }
        pressure = quotient.dividedReportingOverflow(by: var1).partialValue
        var1 = (Int64(p9) &* (pressure >> 13) &* (pressure >> 13)) >> 25
        var2 = (Int64(p8) &* pressure) >> 19
        pressure = ((pressure &+ var1 &+ var2) >> 8) &+ (Int64(p7) << 4)
        return UInt32(exactly: pressure)
    }

    /// The relative humidity in 1/1024 percent.
    ///
    /// - Parameters:
    ///   - raw: The humidity's raw number, 16 bits.
    ///   - fine: The fine temperature.
    /// - Returns: The humidity, 0 to 100 %; 47445 is 46.333 %.
    package func humidity(raw: Int32, fine: Int32) -> UInt32 {
        let base = fine &- 76_800
        let offset = ((raw << 14) &- (Int32(h4) << 20) &- (Int32(h5) &* base) &+ 16_384) >> 15
        let slope =
            (((((base &* Int32(h6)) >> 10) &* (((base &* Int32(h3)) >> 11) &+ 32_768)) >> 10) &+ 2_097_152)
            &* Int32(h2) &+ 8192
        var value = offset &* (slope >> 14)
        value = value &- (((((value >> 15) &* (value >> 15)) >> 7) &* Int32(h1)) >> 4)
        value = min(max(value, 0), 419_430_400)
        return UInt32(value >> 12)
    }
}
