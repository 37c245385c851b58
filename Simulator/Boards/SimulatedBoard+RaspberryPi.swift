// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension SimulatedBoard {
    // A pin is written `GPIO17`, `J8:11` or `BOARD11`; the supplies are `3V3.1`, `5V.1`, `GND.1` and so on, counted along the header.

    /// Raspberry Pi Zero 2 W.
    public static let raspberryPiZero2W = raspberryPi("board-raspberry-pi-zero-2-w", .raspberryPiZero2W)
    /// Raspberry Pi 3 Model B.
    public static let raspberryPi3B = raspberryPi("board-raspberry-pi-3", .raspberryPi3B)
    /// Raspberry Pi 3 Model B+.
    public static let raspberryPi3BPlus = raspberryPi("board-raspberry-pi-3-plus", .raspberryPi3BPlus)
    /// Raspberry Pi 4 Model B.
    public static let raspberryPi4 = raspberryPi("board-raspberry-pi-4", .raspberryPi4, lineCount: 58)
    /// Raspberry Pi 5.
    public static let raspberryPi5 = raspberryPi("board-raspberry-pi-5", .raspberryPi5)

    static let raspberryPis = [raspberryPiZero2W, raspberryPi3B, raspberryPi3BPlus, raspberryPi4, raspberryPi5]

    private static func raspberryPi(
        _ type: String, _ description: BoardDescription, lineCount: Int = 54
    ) -> SimulatedBoard {
        var supplies: [Double: [String]] = [:]
        var pinsOfLine: [String: [String]] = [:]
        for header in description.headers {
            for (place, pin) in header.pins.enumerated() {
                let names = ["\(header.name):\(place + 1)", "BOARD\(place + 1)"]
                switch pin {
                case .line(let name): pinsOfLine[name, default: [name]] += names
                case .supply(let volts): add(names, "\(pin)", volts, to: &supplies)
                case .ground: add(names, "GND", 0, to: &supplies)
                case .unconnected, .signal: break
                }
            }
        }
        let lines = description.lines.map { known in
            var line = SimulatedLine(known.offset, known.name, pins: pinsOfLine[known.name] ?? [], gpio: known.gpio)
            line.aliases = known.aliases
            line.functions = known.functions
            line.bias = known.pull ?? .disabled
            line.reserved = known.reserved
            line.kernelName = [0: "ID_SDA", 1: "ID_SCL"][known.offset]
            // 1.8 kΩ on the board, for the bus on the header.
            if known.functions.contains(where: { $0.unit == "i2c" && $0.number == description.i2c }) {
                line.boardPullUp = 1800
            }
            if known.functions.contains(where: { $0.unit == "uart" }) { line.reserved = "the serial console" }
            return line
        }
        var board = SimulatedBoard(
            type: type, title: description.name, chipLabel: description.chips.values.joined().first ?? type, volts: 3.3,
            maximumVolts: 3.6, lines: lines,
            supplies: [3.3, 5, 0].compactMap { volts in supplies[volts].map { BoardSupply($0, volts: volts) } })
        board.lineCount = lineCount
        board.known = description
        return board
    }

    // The supplies are counted, and the first name is that of the first one; one without a number means the same.
    private static func add(_ names: [String], _ name: String, _ volts: Double, to supplies: inout [Double: [String]]) {
        let number = (supplies[volts] ?? []).filter { $0.hasPrefix("\(name).") }.count + 1
        supplies[volts, default: []] += ["\(name).\(number)"] + names + (number == 1 ? [name] : [])
    }
}
