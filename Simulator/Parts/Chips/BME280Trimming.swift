// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The trimming values of a BME280, and what its converter reads at a temperature, a pressure and a humidity.
///
/// Each sensor has values of its own, from the factory. These are the ones of the example in Bosch's BMP280 data sheet (BST-BMP280-DS001,
/// section 3.12) for temperature and pressure, and typical ones for humidity. The readings are found by searching for the number of which
/// the formulas in floating point (BST-BME280-DS002, section 8.1) make the wanted value.
struct BME280Trimming {
    private static let (t1, t2, t3) = (27504.0, 26435.0, -1000.0)
    private static let pressure = [36477.0, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000]
    private static let (h1, h2, h3, h4, h5, h6) = (75.0, 362.0, 0.0, 313.0, 50.0, 30.0)

    /// The registers 0x88 to 0xa1.
    static let firstBlock: [UInt8] =
        ([t1, t2, t3] + pressure).flatMap { value -> [UInt8] in
            let word = UInt16(truncatingIfNeeded: Int(value))
            return [UInt8(word & 0xff), UInt8(word >> 8)]
        } + [0, UInt8(h1)]

    /// The registers 0xe1 to 0xe7.
    static let secondBlock: [UInt8] = {
        let (second, fourth, fifth) = (Int(h2), Int(h4), Int(h5))
        // Two values of twelve bits share a byte.
        return [
            UInt8(second & 0xff), UInt8(second >> 8), UInt8(h3), UInt8(fourth >> 4),
            UInt8(fourth & 0xf | (fifth & 0xf) << 4), UInt8(fifth >> 4), UInt8(h6),
        ]
    }()

    /// The reading for a temperature in °C: 20 bits.
    static func temperatureReading(_ celsius: Double) -> Int {
        search(bits: 20) { fine(Double($0)) / 5120 < celsius }
    }

    /// The reading for a pressure in Pa at a temperature's reading: 20 bits.
    static func pressureReading(_ pascals: Double, temperatureReading: Int) -> Int {
        let fine = fine(Double(temperatureReading))
        // A higher number stands for a lower pressure.
        return search(bits: 20) { Self.pascals(Double($0), fine) > pascals }
    }

    /// The reading for a relative humidity in % at a temperature's reading: 16 bits.
    static func humidityReading(_ percent: Double, temperatureReading: Int) -> Int {
        let fine = fine(Double(temperatureReading))
        return search(bits: 16) { Self.percent(Double($0), fine) < percent }
    }

    // The least number that isn't below what is wanted any more.
    private static func search(bits: Int, isBelow: (Int) -> Bool) -> Int {
        var (low, high) = (0, (1 << bits) - 1)
        while low < high {
            let middle = (low + high) / 2
            if isBelow(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func fine(_ reading: Double) -> Double {
        let difference = reading / 131_072 - t1 / 8192
        return (reading / 16_384 - t1 / 1024) * t2 + difference * difference * t3
    }

    private static func pascals(_ reading: Double, _ fine: Double) -> Double {
        let p = pressure
        var first = fine / 2 - 64_000
        var second = first * first * p[5] / 32_768 + first * p[4] * 2
        second = second / 4 + p[3] * 65_536
        first = (p[2] * first * first / 524_288 + p[1] * first) / 524_288
        first = (1 + first / 32_768) * p[0]
        let raw = (1_048_576 - reading - second / 4096) * 6250 / first
        return raw + (p[8] * raw * raw / 2_147_483_648 + raw * p[7] / 32_768 + p[6]) / 16
    }

    private static func percent(_ reading: Double, _ fine: Double) -> Double {
        let base = fine - 76_800
        let slope = h2 / 65_536 * (1 + h6 / 67_108_864 * base * (1 + h3 / 67_108_864 * base))
        let raw = (reading - (h4 * 64 + h5 / 16_384 * base)) * slope
        return raw * (1 - h1 * raw / 524_288)
    }
}
