// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension HX711 {
    /// Which pair of wires is measured, and how much it is amplified.
    public enum Input: Sendable, Hashable, CaseIterable {
        /// Channel A, 128 times: the full range is ±20 mV at 5 V.
        case a128
        /// Channel A, 64 times: the full range is ±40 mV at 5 V.
        case a64
        /// Channel B, 32 times: the full range is ±80 mV at 5 V.
        case b32

        /// The clock pulses of a frame that choose this input for the next measurement: table 3.
        var pulseCount: Int {
            switch self {
            case .a128: 25
            case .b32: 26
            case .a64: 27
            }
        }
    }
}
