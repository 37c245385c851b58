// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// The logical value of a net.
///
/// The subset of IEEE 1164 that VCD writes: 0, 1, X and Z.
public enum Logic: UInt8, Sendable, Hashable, CaseIterable, Codable, BitwiseCopyable {
    /// Near ground: 0.
    case low
    /// Near the supply: 1.
    case high
    /// Neither, because drivers fight or a voltage is in between: X.
    case unknown
    /// Nothing drives the net: Z.
    case floating

    /// The logical value of a level.
    ///
    /// - Parameter level: The level.
    public init(_ level: Level) { self = level == .high ? .high : .low }

    /// The logical value of a flag.
    ///
    /// - Parameter isHigh: Whether it is high.
    public init(_ isHigh: Bool) { self = isHigh ? .high : .low }

    /// The value as a level; nil where it is unknown or floats.
    public var level: Level? {
        switch self {
        case .low: .low
        case .high: .high
        case .unknown, .floating: nil
        }
    }

    /// The value of a voltage: low up to 0.8 V, high from 2.0 V on, as TTL and its 3.3 V relatives read it.
    ///
    /// - Parameter volts: The voltage.
    public init(volts: Double) { self = volts >= 2.0 ? .high : volts <= 0.8 ? .low : .unknown }
}

extension Logic: CustomStringConvertible {
    /// The value as VCD writes it: `0`, `1`, `x` or `z`.
    public var description: String {
        switch self {
        case .low: "0"
        case .high: "1"
        case .unknown: "x"
        case .floating: "z"
        }
    }
}
