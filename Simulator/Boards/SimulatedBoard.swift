// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A kind of board that a diagram may hold: what its pins are called and what they can do.
///
/// There is no processor in it. Where a real board runs a program of its own, here the lines are driven through the HAL: a
/// diagram drawn for an Arduino, a Pico or an ESP32 becomes a chip with as many lines, which are named as printed on the board.
public struct SimulatedBoard: Sendable, Hashable {
    /// The part's type, such as `board-raspberry-pi-4`.
    public let type: String
    /// The board's name for people.
    public let title: String
    /// What the chip of its lines says of itself.
    public let chipLabel: String
    /// The voltage of a line that is high, in volts.
    public let volts: Double
    /// The highest voltage that a pin bears, in volts.
    public let maximumVolts: Double
    /// The lines.
    public let lines: [SimulatedLine]
    /// The pins that give power, and ground.
    public let supplies: [BoardSupply]
    /// Pins that are there and do nothing here, such as `RESET`.
    public let idlePins: [String]
    /// How many lines the chip has; those that are not listed have no names and are not brought out.
    public var lineCount: Int
    /// What the HAL knows of the board, where it is one of those that run Linux; its names go before those made of the lines.
    var known: BoardDescription?
    /// The converter's bits; 0 where the board measures no voltage.
    public var analogBits = 0
    /// The voltage at the top of the converter's range, in volts.
    public var analogReference = 0.0
    /// Whether any pin can be a wire of a bus, as where a matrix connects pins to peripherals.
    public var routesBusesFreely = false

    /// Makes a model.
    ///
    /// - Parameters:
    ///   - type: The part's type.
    ///   - title: The board's name for people.
    ///   - chipLabel: What the chip of its lines says of itself.
    ///   - volts: The voltage of a line that is high, in volts.
    ///   - maximumVolts: The highest voltage that a pin bears, in volts.
    ///   - lines: The lines.
    ///   - supplies: The pins that give power, and ground.
    ///   - idlePins: Pins that are there and do nothing here.
    public init(
        type: String, title: String, chipLabel: String, volts: Double, maximumVolts: Double, lines: [SimulatedLine],
        supplies: [BoardSupply], idlePins: [String] = []
    ) {
        self.type = type
        self.title = title
        self.chipLabel = chipLabel
        self.volts = volts
        self.maximumVolts = maximumVolts
        self.lines = lines
        self.supplies = supplies
        self.idlePins = idlePins
        lineCount = (lines.map(\.offset).max() ?? -1) + 1
    }

    /// The pins of its I2C buses: data and clock, by number.
    var i2cPins: [(bus: Int, sda: String, scl: String)] {
        lines.flatMap { data in
            data.functions.filter { $0.unit == "i2c" && $0.signal == "sda" }.compactMap { function in
                lines.first {
                    $0.functions.contains(PinFunction("i2c", function.number, "scl"))
                        && abs($0.offset - data.offset) == 1
                }
                .map { (function.number, data.name, $0.name) }
            }
        }.sorted { $0.bus < $1.bus }
    }

    /// The pins of its SPI buses, by number; the first ones where there is a choice.
    var spiPins: [(bus: Int, sclk: String, mosi: String, miso: String)] {
        Set(lines.flatMap(\.functions).filter { $0.unit == "spi" }.map(\.number)).sorted().compactMap { bus in
            func pin(_ signal: String) -> String? {
                lines.first { $0.functions.contains(PinFunction("spi", bus, signal)) }?.name
            }
            guard let sclk = pin("sclk"), let mosi = pin("mosi"), let miso = pin("miso") else { return nil }
            return (bus, sclk, mosi, miso)
        }
    }

    /// The boards there are.
    public static let all: [SimulatedBoard] =
        raspberryPis + arduinos + picos + esp32s + [nucleoC031C6, franzininho]

    /// Finds a board.
    ///
    /// - Parameter type: The part's type.
    /// - Returns: The board; nil when there is none of that type.
    public static func named(_ type: String) -> SimulatedBoard? { byType[type] }

    private static let byType = Dictionary(all.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first })
}
