// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import DagrunTestSupport
import Testing

@Suite("A BME280's trimming values")
struct BME280CalibrationTests {
    // Temperature and pressure: the worked example of Bosch BST-BMP280-DS001, section 3.12, whose formulas are the same.
    private static let example: (first: [UInt8], second: [UInt8]) = (
        [
            0x70, 0x6B, 0x43, 0x67, 0x18, 0xFC, 0x7D, 0x8E, 0x43, 0xD6, 0xD0, 0x0B, 0x27, 0x0B, 0x8C, 0x00, 0xF9, 0xFF,
            0x8C, 0x3C, 0xF8, 0xC6, 0x70, 0x17, 0x00, 0x4B,
        ],
        [0x5A, 0x01, 0x00, 0x17, 0x21, 0x03, 0x1E]
    )

    @Test("are read from the registers where they stand")
    func layout() throws {
        let values = try #require(BME280Calibration(Self.example.first, Self.example.second))
        #expect(values.t1 == 27504 && values.t2 == 26435 && values.t3 == -1000)
        #expect(values.p1 == 36477 && values.p2 == -10685 && values.p3 == 3024 && values.p4 == 2855)
        #expect(values.p5 == 140 && values.p6 == -7 && values.p7 == 15500 && values.p8 == -14600 && values.p9 == 6000)
        #expect(values.h1 == 75 && values.h2 == 346 && values.h3 == 0)
        #expect(values.h4 == 0x171 && values.h5 == 0x032 && values.h6 == 30)
        #expect(BME280Calibration([], []) == nil)
    }

    @Test("Values of twelve bits keep their sign")
    func signs() throws {
        let values = try #require(BME280Calibration(Self.example.first, [0, 0, 0, 0xFF, 0xA5, 0xFE, 0]))
        #expect(values.h4 == -16 + 5 && values.h5 == -32 + 10)
    }

    @Test("give the datasheet's example")
    func example() throws {
        let values = try #require(BME280Calibration(Self.example.first, Self.example.second))
        let fine = values.fineTemperature(raw: 519_888)
        #expect(fine == 128_422)
        #expect(values.temperature(fine: fine) == 2508)
        // The formula for integers of 64 bits (section 3.11.3), worked out with integers of any size, gives 25767233 / 256 =
        // 100653.25 Pa. The example's 100653.27 Pa is what the formula for floating point gives for the temperature in full.
        #expect(values.pressure(raw: 415_148, fine: fine) == 25_767_233)
    }

    @Test("give what the datasheet's formulas for floating point give", arguments: 0..<100 as Range<UInt64>)
    func floatingPoint(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let values = try #require(BME280Calibration(Self.example.first, Self.example.second))
        let fine = values.fineTemperature(raw: Int32.random(in: 420_000...600_000, using: &random))
        let raw = Int32.random(in: 20_000...45_000, using: &random)
        // Section 8.1 of BST-BME280-DS002.
        var humidity = Double(fine) - 76_800
        humidity =
            (Double(raw) - (Double(values.h4) * 64 + Double(values.h5) / 16_384 * humidity))
            * (Double(values.h2) / 65_536
                * (1 + Double(values.h6) / 67_108_864 * humidity * (1 + Double(values.h3) / 67_108_864 * humidity)))
        humidity *= 1 - Double(values.h1) * humidity / 524_288
        humidity = min(max(humidity, 0), 100)
        #expect(abs(Double(values.humidity(raw: raw, fine: fine)) / 1024 - humidity) < 0.05)
    }

    @Test("that are broken give no numbers but no trap", arguments: 0..<300 as Range<UInt64>)
    func broken(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let extremes: [UInt8] = [0x00, 0x7F, 0x80, 0xFF]
        func bytes(_ count: Int) -> [UInt8] {
            (0..<count).map { _ in
                Bool.random(using: &random)
                    ? extremes.randomElement(using: &random)! : .random(in: .min ... .max, using: &random)
            }
        }
        let values = try #require(BME280Calibration(bytes(26), bytes(7)))
        let fine = values.fineTemperature(raw: .random(in: 0...0xFFFFF, using: &random))
        _ = values.temperature(fine: fine)
        _ = values.pressure(raw: .random(in: 0...0xFFFFF, using: &random), fine: fine)
        #expect(values.humidity(raw: .random(in: 0...0xFFFF, using: &random), fine: fine) <= 100 * 1024)
    }
}
