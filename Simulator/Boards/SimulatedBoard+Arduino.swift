// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension SimulatedBoard {
    /// Arduino's boards with AVR processors.
    ///
    /// Lines are numbered as Arduino numbers pins: `A0` of an Uno is 14.
    ///
    /// Sources: Arduino's pinout sheets A000066 (Uno), A000005 (Nano), A000067 (Mega); `pins_arduino.h` of ArduinoCore-avr;
    /// ATmega328P data sheet, table 28-1 for the highest voltage of a pin.
    static let arduinos = [uno, nano, mega]

    private static let uno: SimulatedBoard = {
        var lines = smallLines(analogOnly: 0)
        lines[18].pins.append("A4.2")
        lines[19].pins.append("A5.2")
        return arduino(
            "wokwi-arduino-uno", "Arduino Uno", "atmega328p", lines,
            [
                BoardSupply(["5V", "IOREF"], volts: 5), BoardSupply(["3.3V"], volts: 3.3),
                BoardSupply(["GND", "GND.1", "GND.2", "GND.3"], volts: 0),
            ],
            ["VIN", "AREF", "RESET"])
    }()

    private static let nano: SimulatedBoard = {
        var lines = smallLines(analogOnly: 2)
        for number in 11...13 { lines[number].pins.append("\(number).2") }
        return arduino(
            "wokwi-arduino-nano", "Arduino Nano", "atmega328p", lines,
            [
                BoardSupply(["5V", "5V.2"], volts: 5), BoardSupply(["3.3V"], volts: 3.3),
                BoardSupply(["GND", "GND.1", "GND.2", "GND.3"], volts: 0),
            ],
            ["VIN", "AREF", "RESET", "RESET.2", "RESET.3"])
    }()

    private static let mega: SimulatedBoard = {
        var lines = (0...53).map { digital($0) } + (0...15).map { analog($0, line: 54 + $0) }
        // Timers 0 to 5 are on pins 2 to 13 and 44 to 46.
        for (channel, number) in (Array(2...13) + Array(44...46)).enumerated() { lines[number].pwmChannel = channel }
        lines[20].functions += [PinFunction("i2c", 0, "sda")]
        lines[20].pins.append("SDA")
        lines[21].functions += [PinFunction("i2c", 0, "scl")]
        lines[21].pins.append("SCL")
        // 10 kΩ on the board.
        lines[20].boardPullUp = 10_000
        lines[21].boardPullUp = 10_000
        lines[50].functions += [PinFunction("spi", 0, "miso")]
        lines[51].functions += [PinFunction("spi", 0, "mosi")]
        lines[52].functions += [PinFunction("spi", 0, "sclk")]
        lines[53].functions += [PinFunction("spi", 0, "ce0")]
        return arduino(
            "wokwi-arduino-mega", "Arduino Mega 2560", "atmega2560", lines,
            [
                BoardSupply(["5V", "5V.1", "5V.2", "IOREF"], volts: 5), BoardSupply(["3.3V"], volts: 3.3),
                BoardSupply(["GND", "GND.1", "GND.2", "GND.3", "GND.4", "GND.5"], volts: 0),
            ],
            ["VIN", "AREF", "RESET"])
    }()

    private static func arduino(
        _ type: String, _ title: String, _ label: String, _ lines: [SimulatedLine], _ supplies: [BoardSupply],
        _ idlePins: [String]
    ) -> SimulatedBoard {
        var lines = lines
        for number in 0...1 { lines[number].reserved = "the serial port" }
        lines[13].onBoard = "an LED"
        var model = SimulatedBoard(
            type: type, title: title, chipLabel: label, volts: 5, maximumVolts: 5.5, lines: lines, supplies: supplies,
            idlePins: idlePins)
        model.analogBits = 10
        model.analogReference = 5
        return model
    }

    // The ATmega328P's pins: 0 to 13, A0 to A5, and on some boards inputs of the converter that are nothing else.
    private static func smallLines(analogOnly: Int) -> [SimulatedLine] {
        var lines = (0...13).map { digital($0) } + (0..<(6 + analogOnly)).map { analog($0, line: 14 + $0) }
        for (channel, number) in [3, 5, 6, 9, 10, 11].enumerated() { lines[number].pwmChannel = channel }
        lines[10].functions += [PinFunction("spi", 0, "ce0")]
        lines[11].functions += [PinFunction("spi", 0, "mosi")]
        lines[12].functions += [PinFunction("spi", 0, "miso")]
        lines[13].functions += [PinFunction("spi", 0, "sclk")]
        lines[18].functions += [PinFunction("i2c", 0, "sda")]
        lines[19].functions += [PinFunction("i2c", 0, "scl")]
        for index in 20..<lines.count {
            lines[index].isAnalogOnly = true
            lines[index].isInputOnly = true
            lines[index].pulls = .none
        }
        return lines
    }

    private static func digital(_ number: Int) -> SimulatedLine {
        var line = SimulatedLine(number, "\(number)", gpio: number)
        line.aliases = ["D\(number)"]
        line.pulls = .up
        return line
    }

    private static func analog(_ channel: Int, line number: Int) -> SimulatedLine {
        var line = SimulatedLine(number, "A\(channel)", gpio: number)
        line.analogChannel = channel
        line.pulls = .up
        return line
    }

    /// The Franzininho, a small board with an ATtiny85.
    ///
    /// Sources: Wokwi's `wokwi-franzininho` page; ATtiny85 data sheet.
    static let franzininho: SimulatedBoard = {
        var lines = (0...5).map { number -> SimulatedLine in
            var line = SimulatedLine(number, "PB\(number)", gpio: number)
            line.pulls = .up
            return line
        }
        lines[0].functions += [PinFunction("i2c", 0, "sda"), PinFunction("spi", 0, "mosi")]
        lines[1].functions += [PinFunction("spi", 0, "miso")]
        lines[2].functions += [PinFunction("i2c", 0, "scl"), PinFunction("spi", 0, "sclk")]
        for (number, channel) in [2: 1, 3: 3, 4: 2, 5: 0] { lines[number].analogChannel = channel }
        for (channel, number) in [0, 1, 4].enumerated() { lines[number].pwmChannel = channel }
        lines[1].onBoard = "an LED"
        var model = SimulatedBoard(
            type: "wokwi-franzininho", title: "Franzininho", chipLabel: "attiny85", volts: 5, maximumVolts: 5.5,
            lines: lines,
            supplies: [
                BoardSupply(["VCC.1", "VCC.2"], volts: 5), BoardSupply(["GND.1", "GND.2"], volts: 0),
            ],
            idlePins: ["VIN"])
        model.analogBits = 10
        model.analogReference = 5
        return model
    }()
}
