// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How hard something drives a net.
///
/// | Strength | Stands for | Resistance |
/// | --- | --- | --- |
/// | ``supply`` | a rail, such as 3V3 or GND | up to 10 mΩ |
/// | ``strong`` | an output of a chip, or a closed contact to a rail | up to 200 Ω |
/// | ``pull`` | a level behind a resistor | up to 20 kΩ |
/// | ``weak`` | the pull-up or pull-down within a chip | up to 10 MΩ |
/// | ``highZ`` | nothing | above |
public enum Strength: UInt8, Sendable, Hashable, Comparable, CaseIterable, Codable, BitwiseCopyable {
    /// Nothing.
    case highZ
    /// The pull-up or pull-down within a chip.
    case weak
    /// A level behind a resistor.
    case pull
    /// An output of a chip.
    case strong
    /// A rail.
    case supply

    /// The strength of a source behind a resistance.
    ///
    /// - Parameter ohms: The resistance, in ohms.
    public init(ohms: Double) {
        self =
            ohms <= 0.01
            ? .supply : ohms <= 200 ? .strong : ohms <= 20_000 ? .pull : ohms <= 10_000_000 ? .weak : .highZ
    }

    /// The resistance that a driver of this strength has when none is given, in ohms.
    public var ohms: Double {
        switch self {
        case .supply: 0.001
        case .strong: 40
        case .pull: 10_000
        case .weak: 50_000
        case .highZ: .infinity
        }
    }

    /// Whether one strength is less than another.
    ///
    /// - Parameters:
    ///   - left: One strength.
    ///   - right: Another one.
    /// - Returns: True when the first is less.
    public static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
}
