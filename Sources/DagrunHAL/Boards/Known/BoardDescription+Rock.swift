// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Sources: Radxa's wiki, rockpi4/hardware/gpio, as mattjlewis/diozero has it (radxa_rock-4c-plus.txt); labels of chips as gpiodetect
// prints them (adafruit/Adafruit_Blinka issue 656); rk3399-rock-4c-plus.dts and rk3399.dtsi of Linux (compatible string, PWMs, SARADC).
extension BoardDescription {
    /// Radxa ROCK 4C+ (Rockchip RK3399).
    public static let rock4CPlus = BoardDescription(
        id: "rock4cplus", name: "Radxa ROCK 4C+", vendor: "Radxa", compatible: ["radxa,rock-4c-plus"],
        chips: Dictionary(uniqueKeysWithValues: (0...4).map { ("gpio\($0)", ["gpio\($0)"]) }),
        lines: rock4CPlusPins.compactMap { pin in
            guard case .line(let name) = pin else { return nil }
            return rockLine(name)
        },
        headers: [Header("J1", pins: rock4CPlusPins)], pwm: [0: ["ff420000.pwm"], 1: ["ff420010.pwm"]],
        analog: ["ADC_IN0": PinFunction("adc", 0, "0")], i2c: 7, spi: 1)

    private static let rock4CPlusPins: [HeaderPin] = [
        "3V3", "5V",
        "GPIO2_A7", "5V",
        "GPIO2_B0", "GND",
        "GPIO2_B3", "GPIO4_C4",
        "GND", "GPIO4_C3",
        "GPIO4_C2", "GPIO4_A3",
        "GPIO4_C6", "GND",
        "GPIO4_C5", "GPIO4_D2",
        "3V3", "GPIO4_D4",
        "GPIO1_B0", "GND",
        "GPIO1_A7", "GPIO4_D5",
        "GPIO1_B1", "GPIO1_B2",
        "GND", "(ADC_IN0)",
        "GPIO2_A0", "GPIO2_A1",
        "GPIO2_B2", "GND",
        "GPIO2_B1", "GPIO3_C0",
        "GPIO2_B4", "GND",
        "GPIO4_A5", "GPIO4_A4",
        "GPIO4_D6", "GPIO4_A6",
        "GND", "GPIO4_A7",
    ]

    private static let rock4CPlusFunctions = [
        "GPIO2_A7": ["i2c7.sda"], "GPIO2_B0": ["i2c7.scl"], "GPIO2_A0": ["i2c2.sda"], "GPIO2_A1": ["i2c2.scl"],
        "GPIO2_B1": ["i2c6.sda", "spi2.miso"], "GPIO2_B2": ["i2c6.scl", "spi2.mosi"], "GPIO2_B3": ["spi2.sclk"],
        "GPIO2_B4": ["spi2.ce0"], "GPIO1_B0": ["spi1.mosi"], "GPIO1_A7": ["spi1.miso"], "GPIO1_B1": ["spi1.sclk"],
        "GPIO1_B2": ["spi1.ce0"], "GPIO4_C4": ["uart2.tx"], "GPIO4_C3": ["uart2.rx"], "GPIO4_C2": ["pwm0.0"],
        "GPIO4_C6": ["pwm1.0"],
    ]

    // A bank is a chip of 32 lines: A0 to A7, then B0 and so on.
    private static func rockLine(_ name: String) -> Line? {
        let signs = Array(name.utf8.suffix(4))
        guard signs.count == 4 else { return nil }
        let bank = Int(signs[0]) - 48
        let offset = (Int(signs[2]) - 65) * 8 + Int(signs[3]) - 48
        return Line(
            name, chip: "gpio\(bank)", offset: offset, gpio: bank * 32 + offset,
            functions: rock4CPlusFunctions[name, default: []].compactMap { PinFunction($0) })
    }
}
