// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

extension SimulatedBoard {
    /// Raspberry Pi's boards with RP2040 and RP2350.
    ///
    /// Sources: Raspberry Pi Pico data sheet, figure 4 and section 2.1; RP2040 data sheet, table 2 (functions of the pins) and
    /// section 5.5.3.
    static let picos = [
        pico("wokwi-pi-pico", "Raspberry Pi Pico", hidden: ["TP4": 23, "TP5": 25]),
        pico("board-pi-pico", "Raspberry Pi Pico", hidden: ["TP4": 23, "TP5": 25]),
        pico("board-pi-pico-2", "Raspberry Pi Pico 2", hidden: ["TP4": 23, "TP5": 25]),
        pico(
            "board-pi-pico-w", "Raspberry Pi Pico W", hidden: ["TP4": 23, "TP5": 25, "$gpio24": 24, "$gpio29": 29]),
    ]

    private static func pico(_ type: String, _ title: String, hidden: [String: Int]) -> SimulatedBoard {
        let isWireless = hidden["$gpio24"] != nil
        var lines = (0...29).map { number in SimulatedLine(number, "GP\(number)", gpio: number) }
        for number in lines.indices {
            // The functions repeat every eight pins.
            let isSecond = number / 8 % 2 == 1
            lines[number].functions = [
                PinFunction("i2c", number % 4 / 2, number % 2 == 0 ? "sda" : "scl"),
                PinFunction("spi", isSecond ? 1 : 0, ["miso", "ce0", "sclk", "mosi"][number % 4]),
            ]
            // Slices of two channels each, 0 to 7.
            lines[number].pwmChannel = number % 16
        }
        for channel in 0...2 { lines[26 + channel].analogChannel = channel }
        for number in [23, 24, 25, 29] { lines[number].pins = [] }
        for (pin, number) in hidden { lines[number].pins.append(pin) }
        if isWireless {
            lines[23].onBoard = "the wireless chip"
            lines[25].onBoard = "the wireless chip"
        } else {
            lines[25].onBoard = "an LED"
        }
        var model = SimulatedBoard(
            type: type, title: title, chipLabel: type == "board-pi-pico-2" ? "rp2350" : "rp2040", volts: 3.3,
            maximumVolts: 3.63, lines: lines,
            supplies: [
                BoardSupply(["3V3"], volts: 3.3), BoardSupply(["VBUS", "VSYS"], volts: 5),
                BoardSupply((1...8).map { "GND.\($0)" }, volts: 0),
            ],
            idlePins: ["3V3_EN", "ADC_VREF", "RUN"])
        model.analogBits = 12
        model.analogReference = 3.3
        return model
    }
}
