// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A Raspberry Pi with the header of forty pins.
///
/// Pins are called as printed on cards for it: `GPIO17`, `3V3.1`, `5V.1`, `GND.1` to `GND.8`; `J8:11` and `BOARD11` count along the header.
/// Lines are pulled after the start as in the BCM2835: up to GPIO8 high, the others low. GPIO2 and GPIO3 have pull-ups of 1.8 kΩ on the
/// board. It offers one chip with the lines, `i2c-1`, `spi0` with two chip selects, and `pwmchip0`.
public final class RaspberryPiPart: Part {
    /// The type's name; Wokwi has none.
    public static let type = "board-raspberry-pi"
    /// Another name.
    public static let aliases = ["raspberry-pi"]

    /// A model.
    public enum Model: String, Sendable, Hashable, CaseIterable {
        /// Raspberry Pi Zero 2 W.
        case zero2
        /// Raspberry Pi 3.
        case pi3 = "3"
        /// Raspberry Pi 4.
        case pi4 = "4"
        /// Raspberry Pi 5.
        case pi5 = "5"

        /// The board.
        var board: SimulatedBoard {
            switch self {
            case .zero2: .raspberryPiZero2W
            case .pi3: .raspberryPi3B
            case .pi4: .raspberryPi4
            case .pi5: .raspberryPi5
            }
        }
    }

    /// The part's name on its board.
    public let id: String
    /// The model.
    public let model: Model
    /// The pins of the header.
    public let pins: [PartPin]
    /// The pull-ups on the board.
    public let links: [PartLink]
    /// What it offers to programs.
    public let hardware: HardwareMap?

    /// Makes a Pi.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - model: The model.
    public init(_ id: String, model: Model = .pi4) {
        let part = BoardPart(id, model.board)
        self.id = id
        self.model = model
        pins = part.pins
        links = part.links
        hardware = part.hardware
    }

    /// Makes a Pi from a diagram, with the attribute `model`: `zero2`, `3`, `4` or `5`.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        let name = try attributes.choice("model", of: ["4"] + Model.allCases.map(\.rawValue))
        self.init(id, model: Model(rawValue: name) ?? .pi4)
    }
}
