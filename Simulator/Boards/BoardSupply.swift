// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Pins of a simulated board that give power, or ground.
public struct BoardSupply: Sendable, Hashable {
    /// The pins, as diagrams write them; they are one net.
    public let pins: [String]
    /// The voltage in volts; 0 for ground.
    public let volts: Double

    /// Makes a supply.
    ///
    /// - Parameters:
    ///   - pins: The pins, as diagrams write them.
    ///   - volts: The voltage in volts; 0 for ground.
    public init(_ pins: [String], volts: Double) {
        self.pins = pins
        self.volts = volts
    }

    /// Whether it is ground.
    public var isGround: Bool { volts == 0 }
}
