// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension SimulatedBoard {
    /// ST's Nucleo-64 with an STM32C031C6.
    ///
    /// Lines are numbered as the Linux kernel numbers an STM32's: sixteen for each port. A pin has its port's name and, on the
    /// Arduino connectors, `D0` to `D15` or `A0` to `A5`.
    ///
    /// Sources: UM2953, STM32C0 Nucleo-64 board; STM32C031x4/x6 data sheet, tables 12 to 17.
    static let nucleoC031C6: SimulatedBoard = {
        let arduino = [
            "D0": "PB7", "D1": "PB6", "D2": "PA10", "D3": "PB3", "D4": "PB10", "D5": "PB4", "D6": "PB5", "D7": "PA15",
            "D8": "PA9", "D9": "PC7", "D10": "PB0", "D11": "PA7", "D12": "PA6", "D13": "PA5", "D14": "PB9",
            "D15": "PB8",
            "A0": "PA0", "A1": "PA1", "A2": "PA4", "A3": "PB1", "A4": "PA11", "A5": "PA12",
        ]
        let ports: [(letter: String, index: Int, pins: [Int])] = [
            ("A", 0, Array(0...15)), ("B", 1, Array(0...15)), ("C", 2, [6, 7, 13, 14, 15]), ("D", 3, Array(0...3)),
            ("F", 5, [0, 1, 3]),
        ]
        var lines: [SimulatedLine] = []
        for port in ports {
            for pin in port.pins {
                let name = "P\(port.letter)\(pin)"
                let connector = arduino.filter { $0.value == name }.map(\.key).sorted()
                var line = SimulatedLine(port.index * 16 + pin, name, pins: [name] + connector)
                line.gpio = line.offset
                line.aliases = connector
                line.analogChannel = analogChannels[name]
                line.pwmChannel = pwmPins.firstIndex(of: name)
                line.functions += busPins[name] ?? []
                lines.append(line)
            }
        }
        func change(_ name: String, _ body: (inout SimulatedLine) -> Void) {
            if let index = lines.firstIndex(where: { $0.name == name }) { body(&lines[index]) }
        }
        change("PB0") { $0.pins += ["PB0.1", "PB0.2"] }
        change("PB12") { $0.pins += ["PB12.1", "PB12.2"] }
        change("PD2") { $0.pins.append("PD2.2") }
        change("PA5") { $0.onBoard = "an LED" }
        change("PC13") { $0.onBoard = "the button B1" }
        for name in ["PA2", "PA3"] { change(name) { $0.reserved = "the serial port" } }
        for name in ["PA13", "PA14"] { change(name) { $0.reserved = "the debugger" } }
        var model = SimulatedBoard(
            type: "board-st-nucleo-c031c6", title: "ST Nucleo-64 STM32C031C6", chipLabel: "stm32c031", volts: 3.3,
            maximumVolts: 5, lines: lines,
            supplies: [
                BoardSupply(
                    ["3V3.1", "3V3.2", "IOREF.1", "IOREF.2", "VDD", "AVDD.1", "AVDD.2"], volts: 3.3),
                BoardSupply(["5V.1", "5V.2", "5V.3"], volts: 5),
                BoardSupply((1...9).map { "GND.\($0)" } + ["AGND"], volts: 0),
            ],
            idlePins: ["E5V", "NRST.1", "NRST.2", "VIN.1", "VIN.2"])
        model.analogBits = 12
        model.analogReference = 3.3
        return model
    }()

    private static let analogChannels = [
        "PA0": 0, "PA1": 1, "PA2": 2, "PA3": 3, "PA4": 4, "PA5": 5, "PA6": 6, "PA7": 7, "PA8": 8, "PA11": 11,
        "PA12": 12,
        "PA13": 13, "PA14": 14, "PB0": 17, "PB1": 18, "PB2": 19, "PB10": 20, "PB11": 21, "PB12": 22,
    ]

    // Those that a channel of a timer reaches.
    private static let pwmPins = [
        "PA0", "PA1", "PA2", "PA3", "PA4", "PA5", "PA6", "PA7", "PA8", "PA9", "PA10", "PA11", "PA14", "PA15", "PB0",
        "PB1", "PB3", "PB4", "PB5", "PB6", "PB7", "PB8", "PB9", "PB13", "PB14", "PB15", "PC6", "PC7", "PC14", "PC15",
        "PD0", "PD1", "PD2", "PD3", "PF0",
    ]

    private static let busPins: [String: [PinFunction]] = [
        "PA10": [PinFunction("i2c", 0, "sda")], "PB7": [PinFunction("i2c", 0, "sda")],
        "PB9": [PinFunction("i2c", 0, "sda")],
        "PA9": [PinFunction("i2c", 0, "scl")], "PB6": [PinFunction("i2c", 0, "scl")],
        "PB8": [PinFunction("i2c", 0, "scl")],
        "PA5": [PinFunction("spi", 0, "sclk")], "PA6": [PinFunction("spi", 0, "miso")],
        "PA7": [PinFunction("spi", 0, "mosi")],
        "PB0": [PinFunction("spi", 0, "ce0")],
    ]
}
