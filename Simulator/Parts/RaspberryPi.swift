// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// A Raspberry Pi with the header of forty pins.
///
/// Pins are called as printed on cards for it: `GPIO17`, `3V3.1`, `5V.1`, `GND.1` to `GND.8`; `BOARD11` counts along the header. Lines
/// are pulled after the start as in the BCM2835: up to GPIO8 high, the others low. GPIO2 and GPIO3 have pull-ups of 1.8 kΩ on the board.
public final class RaspberryPi: Part {
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

        var chipLabel: String {
            switch self {
            case .zero2, .pi3: "pinctrl-bcm2835"
            case .pi4: "pinctrl-bcm2711"
            case .pi5: "pinctrl-rp1"
            }
        }

        var lineCount: Int { self == .pi4 ? 58 : 54 }
    }

    /// The part's name on its board.
    public let id: String
    /// The model.
    public let model: Model
    /// The pins of the header, in its order.
    public let pins: [PartPin]
    /// The pull-ups on the board.
    public let links: [PartLink]
    /// One chip with the lines, `i2c-1`, `spi0` with two chip selects, and `pwmchip0`.
    public let hardware: HardwareMap?

    /// Makes a Pi.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - model: The model.
    public init(_ id: String, model: Model = .pi4) {
        self.id = id
        self.model = model
        var pins: [PartPin] = []
        var pinOfLine: [Int: Int] = [:]
        var first: [String: Int] = [:]
        for (place, entry) in Self.header.enumerated() {
            let header = "BOARD\(place + 1)"
            if let number = Int(entry) {
                pinOfLine[number] = place
                pins.append(PartPin("GPIO\(number)", .bidirectional, aliases: [header], maximumVolts: 3.6))
                continue
            }
            let kind = String(entry.prefix { $0 != "." })
            let volts = kind == "5V" ? 5.0 : kind == "3V3" ? 3.3 : 0
            let joined = first[kind]
            if joined == nil { first[kind] = place }
            pins.append(
                PartPin(
                    entry, .supply(volts), aliases: joined == nil ? [kind, header] : [header], joined: joined))
        }
        self.pins = pins
        // The places come from the table below, which has all of them.
        func pin(_ line: Int) -> Int { pinOfLine[line] ?? 0 }
        links = [2, 3].map { PartLink(pin($0), first["3V3"] ?? 0, ohms: 1800) }
        let lines = (0..<model.lineCount).map { line in
            HardwareMap.Line(
                name: line == 0 ? "ID_SDA" : line == 1 ? "ID_SCL" : line < 28 ? "GPIO\(line)" : nil,
                pin: pinOfLine[line],
                bias: line < 9 ? .pullUp : line < 28 ? .pullDown : .disabled)
        }
        // With the overlay pwm-2chan; the RP1 numbers the channels by their pins.
        let channels = model == .pi5 ? [12, 13, 18, 19] : [18, 19]
        hardware = HardwareMap(
            chips: [HardwareMap.Chip(label: model.chipLabel, lines: lines)],
            i2c: [HardwareMap.I2C(1, sda: pin(2), scl: pin(3))],
            spi: [HardwareMap.SPI(0, sclk: pin(11), mosi: pin(10), miso: pin(9), chipSelects: [pin(8), pin(7)])],
            pwm: channels.enumerated().map { HardwareMap.PWM(chip: 0, channel: $0, pin: pin($1)) })
    }

    /// Makes a Pi from a diagram, with the attribute `model`: `zero2`, `3`, `4` or `5`.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        let name = try attributes.choice("model", of: ["4"] + Model.allCases.map(\.rawValue))
        self.init(id, model: Model(rawValue: name) ?? .pi4)
    }

    /// The header, pin by pin: a number is that of a line.
    private static let header = [
        "3V3.1", "5V.1", "2", "5V.2", "3", "GND.1", "4", "14", "GND.2", "15",
        "17", "18", "27", "GND.3", "22", "23", "3V3.2", "24", "10", "GND.4",
        "9", "25", "11", "8", "GND.5", "7", "0", "1", "5", "GND.6",
        "6", "12", "13", "GND.7", "19", "16", "26", "20", "GND.8", "21",
    ]
}
