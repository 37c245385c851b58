// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension BME280 {
    /// How many samples a measurement is the mean of.
    ///
    /// More samples are less noise and take longer: some 2.3 ms each.
    public enum Oversampling: Int, Sendable, Hashable, CaseIterable {
        /// One sample.
        case once = 1
        /// Two samples.
        case twice = 2
        /// Four samples.
        case fourTimes = 4
        /// Eight samples.
        case eightTimes = 8
        /// Sixteen samples.
        case sixteenTimes = 16

        /// The number in the registers `ctrl_hum` and `ctrl_meas`, 1 to 5.
        var code: UInt8 { UInt8(rawValue.trailingZeroBitCount + 1) }
    }
}
