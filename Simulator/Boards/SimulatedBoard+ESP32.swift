// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension SimulatedBoard {
    /// Espressif's boards: lines are numbered as GPIO numbers, whatever is printed.
    ///
    /// Sources: ESP32 data sheet 4.4 (table 2-2) and its GPIO chapter in ESP-IDF; ESP32-DevKitC V4, ESP32-C3-DevKitM-1 and
    /// ESP32-S3-DevKitC-1 user guides.
    static let esp32s = [devkitC, devkitV1, c3, s3]

    private static let devkitC: SimulatedBoard = {
        let numbers = [0, 2, 4, 5] + Array(12...19) + [21, 22, 23, 25, 26, 27, 32, 33, 34, 35]
        let named = [
            "VP": 36, "VN": 39, "TX": 1, "RX": 3, "CLK": 6, "D0": 7, "D1": 8, "D2": 9, "D3": 10, "CMD": 11,
        ]
        return esp32(
            "board-esp32-devkit-c-v4", "ESP32-DevKitC V4", pins: printed(numbers, "").merging(named) { $1 },
            supplies: [
                BoardSupply(["3V3"], volts: 3.3), BoardSupply(["5V"], volts: 5),
                BoardSupply(["GND.1", "GND.2", "GND.3"], volts: 0),
            ])
    }()

    private static let devkitV1: SimulatedBoard = {
        let numbers = [2, 4, 5, 12, 13, 14, 15, 18, 19, 21, 22, 23, 25, 26, 27, 32, 33, 34, 35]
        let named = ["VP": 36, "VN": 39, "TX0": 1, "RX0": 3, "TX2": 17, "RX2": 16]
        return esp32(
            "wokwi-esp32-devkit-v1", "ESP32 DevKit V1", pins: printed(numbers, "D").merging(named) { $1 },
            supplies: [
                BoardSupply(["3V3"], volts: 3.3), BoardSupply(["VIN"], volts: 5),
                BoardSupply(["GND.1", "GND.2"], volts: 0),
            ])
    }()

    private static func esp32(
        _ type: String, _ title: String, pins: [String: Int], supplies: [BoardSupply]
    ) -> SimulatedBoard {
        // ADC1 has channels 0 to 7 here, ADC2 those from 10 on.
        let channels = [
            36: 0, 39: 3, 32: 4, 33: 5, 34: 6, 35: 7, 4: 10, 0: 11, 2: 12, 15: 13, 13: 14, 12: 15, 14: 16, 27: 17,
            25: 18,
            26: 19,
        ]
        return espressif(
            type, title, label: "esp32", pins: pins, count: 40, channels: channels, console: [1, 3],
            i2c: (21, 22), spi: (clock: 18, mosi: 23, miso: 19, select: 5), supplies: supplies, idlePins: ["EN"]
        ) { line in
            if (34...39).contains(line.offset) {
                line.isInputOnly = true
                line.pulls = .none
                line.pwmChannel = nil
            }
            if (6...11).contains(line.offset) { line.reserved = "the flash memory" }
            if type == "wokwi-esp32-devkit-v1", line.offset == 2 { line.onBoard = "an LED" }
        }
    }

    private static let c3 = espressif(
        "board-esp32-c3-devkitm-1", "ESP32-C3-DevKitM-1", label: "esp32c3",
        pins: printed(Array(0...10) + [18, 19], "").merging(["TX": 21, "RX": 20]) { $1 }, count: 22,
        channels: [0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 10], console: [20, 21], i2c: (8, 9),
        spi: (clock: 4, mosi: 6, miso: 5, select: 7),
        supplies: [
            BoardSupply(["3V3.1", "3V3.2"], volts: 3.3), BoardSupply(["5V.1", "5V.2"], volts: 5),
            BoardSupply((1...10).map { "GND.\($0)" }, volts: 0),
        ],
        idlePins: ["RST"]
    ) { line in
        switch line.offset {
        case 8: line.onBoard = "an RGB LED"
        case 9: line.onBoard = "the button BOOT"
        case 18, 19: line.onBoard = "the USB port"
        default: break
        }
    }

    private static let s3 = espressif(
        "board-esp32-s3-devkitc-1", "ESP32-S3-DevKitC-1", label: "esp32s3",
        pins: printed(Array(0...21) + Array(35...42) + Array(45...48), "").merging(["TX": 43, "RX": 44]) { $1 },
        count: 49,
        channels: Dictionary(uniqueKeysWithValues: (1...10).map { ($0, $0 - 1) } + (11...20).map { ($0, $0 - 1) }),
        console: [43, 44], i2c: (8, 9), spi: (clock: 12, mosi: 11, miso: 13, select: 10),
        supplies: [
            BoardSupply(["3V3.1", "3V3.2"], volts: 3.3), BoardSupply(["5V"], volts: 5),
            BoardSupply((1...4).map { "GND.\($0)" }, volts: 0),
        ],
        idlePins: ["RST"]
    ) { line in
        switch line.offset {
        case 0: line.onBoard = "the button BOOT"
        case 19, 20: line.onBoard = "the USB port"
        case 38: line.onBoard = "an RGB LED"
        default: break
        }
    }

    private static func printed(_ numbers: [Int], _ prefix: String) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: numbers.map { ("\(prefix)\($0)", $0) })
    }

    private static func espressif(
        _ type: String, _ title: String, label: String, pins: [String: Int], count: Int, channels: [Int: Int],
        console: [Int], i2c: (sda: Int, scl: Int), spi: (clock: Int, mosi: Int, miso: Int, select: Int),
        supplies: [BoardSupply], idlePins: [String], adjust: (inout SimulatedLine) -> Void
    ) -> SimulatedBoard {
        var printedNames: [Int: String] = [:]
        for (pin, number) in pins { printedNames[number] = pin }
        var lines = (0..<count).map { number -> SimulatedLine in
            let pin = printedNames[number]
            var line = SimulatedLine(number, pin ?? "IO\(number)", pins: pin.map { [$0] } ?? [], gpio: number)
            if pin != nil { line.aliases = ["IO\(number)"] }
            line.analogChannel = channels[number]
            // LEDC reaches any output.
            line.pwmChannel = number
            if console.contains(number) { line.reserved = "the serial port" }
            adjust(&line)
            return line
        }
        lines[i2c.sda].functions.append(PinFunction("i2c", 0, "sda"))
        lines[i2c.scl].functions.append(PinFunction("i2c", 0, "scl"))
        lines[spi.clock].functions.append(PinFunction("spi", 0, "sclk"))
        lines[spi.mosi].functions.append(PinFunction("spi", 0, "mosi"))
        lines[spi.miso].functions.append(PinFunction("spi", 0, "miso"))
        lines[spi.select].functions.append(PinFunction("spi", 0, "ce0"))
        var model = SimulatedBoard(
            type: type, title: title, chipLabel: label, volts: 3.3, maximumVolts: 3.6, lines: lines,
            supplies: supplies, idlePins: idlePins)
        model.analogBits = 12
        model.analogReference = 3.3
        model.routesBusesFreely = true
        return model
    }
}
