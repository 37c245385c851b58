// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Logic {
    /// The character that stands for the level in a VCD.
    @inline(__always)
    var vcdCharacter: UInt8 {
        switch self {
        case .low: UInt8(ascii: "0")
        case .high: UInt8(ascii: "1")
        case .unknown: UInt8(ascii: "x")
        case .floating: UInt8(ascii: "z")
        }
    }

    /// The level that a character stands for; nil when it stands for none.
    init?(vcdCharacter: UInt8) {
        switch vcdCharacter {
        case UInt8(ascii: "0"): self = .low
        case UInt8(ascii: "1"): self = .high
        case UInt8(ascii: "x"), UInt8(ascii: "X"): self = .unknown
        case UInt8(ascii: "z"), UInt8(ascii: "Z"): self = .floating
        default: return nil
        }
    }
}
