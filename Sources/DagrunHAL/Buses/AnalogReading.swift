// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A voltage that was measured.
public struct AnalogReading: Sendable, Hashable {
    /// The converter's number.
    public let raw: Int
    /// The voltage, in volts.
    public let volts: Double
    /// The share of the converter's range, 0 to 1.
    public let fraction: Double

    /// Makes a reading.
    ///
    /// - Parameters:
    ///   - raw: The converter's number.
    ///   - volts: The voltage, in volts.
    ///   - fraction: The share of the converter's range, 0 to 1.
    public init(raw: Int, volts: Double, fraction: Double) {
        self.raw = raw
        self.volts = volts
        self.fraction = fraction
    }
}
