// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Sources: “BCM2835 ARM Peripherals” table 6-31 and “BCM2711 ARM Peripherals” section 5.3 (functions and pulls of GPIO0 to 27, the same
// in both), “RP1 Peripherals” section 3.1 (functions of the Pi 5); Linux Documentation/devicetree/bindings/arm/bcm/bcm2835.yaml
// (compatible strings); overlays/README of raspberrypi/linux (pwm-2chan); labels of chips as gpiodetect prints them.
extension BoardDescription {
    /// Raspberry Pi Zero 2 W.
    public static let raspberryPiZero2W = raspberryPi(
        "rpizero2", "Raspberry Pi Zero 2 W", "raspberrypi,model-zero-2-w", chip: "pinctrl-bcm2835",
        pwm: "3f20c000.pwm")

    /// Raspberry Pi 3 Model B.
    public static let raspberryPi3B = raspberryPi(
        "rpi3", "Raspberry Pi 3 Model B", "raspberrypi,3-model-b", chip: "pinctrl-bcm2835", pwm: "3f20c000.pwm")

    /// Raspberry Pi 3 Model B+.
    public static let raspberryPi3BPlus = raspberryPi(
        "rpi3plus", "Raspberry Pi 3 Model B+", "raspberrypi,3-model-b-plus", chip: "pinctrl-bcm2835",
        pwm: "3f20c000.pwm")

    /// Raspberry Pi 4 Model B.
    public static let raspberryPi4 = raspberryPi(
        "rpi4", "Raspberry Pi 4 Model B", "raspberrypi,4-model-b", chip: "pinctrl-bcm2711", pwm: "fe20c000.pwm")

    /// Raspberry Pi 5.
    public static let raspberryPi5 = raspberryPi(
        "rpi5", "Raspberry Pi 5 Model B", "raspberrypi,5-model-b", chip: "pinctrl-rp1", pwm: "1f00098000.pwm",
        pwmChannels: [12: 0, 13: 1, 18: 2, 19: 3])

    private static func raspberryPi(
        _ id: String, _ name: String, _ compatible: String, chip: String, pwm: String,
        pwmChannels: [Int: Int] = [12: 0, 13: 1, 18: 0, 19: 1]
    ) -> BoardDescription {
        BoardDescription(
            id: id, name: name, vendor: "Raspberry Pi", compatible: [compatible], chips: ["soc": [chip]],
            lines: (0...27).map { number in
                var functions = raspberryPiFunctions[number] ?? []
                if let channel = pwmChannels[number] { functions.append("pwm0.\(channel)") }
                return Line(
                    "GPIO\(number)", chip: "soc", offset: number, gpio: number,
                    aliases: raspberryPiNames[number].map { [$0] } ?? [],
                    functions: functions.compactMap { PinFunction($0) }, pull: number <= 8 ? .pullUp : .pullDown,
                    reserved: number <= 1 ? "the EEPROM of a HAT" : nil)
            },
            headers: [raspberryPiHeader], pwm: [0: [pwm]], i2c: 1, spi: 0)
    }

    private static let raspberryPiHeader = Header(
        "J8",
        pins: [
            "3V3", "5V",
            "GPIO2", "5V",
            "GPIO3", "GND",
            "GPIO4", "GPIO14",
            "GND", "GPIO15",
            "GPIO17", "GPIO18",
            "GPIO27", "GND",
            "GPIO22", "GPIO23",
            "3V3", "GPIO24",
            "GPIO10", "GND",
            "GPIO9", "GPIO25",
            "GPIO11", "GPIO8",
            "GND", "GPIO7",
            "GPIO0", "GPIO1",
            "GPIO5", "GND",
            "GPIO6", "GPIO12",
            "GPIO13", "GND",
            "GPIO19", "GPIO16",
            "GPIO26", "GPIO20",
            "GND", "GPIO21",
        ])

    private static let raspberryPiNames = [
        0: "ID_SD", 1: "ID_SC", 2: "SDA", 3: "SCL", 7: "CE1", 8: "CE0", 9: "MISO", 10: "MOSI", 11: "SCLK", 14: "TXD",
        15: "RXD",
    ]

    private static let raspberryPiFunctions = [
        0: ["i2c0.sda"], 1: ["i2c0.scl"], 2: ["i2c1.sda"], 3: ["i2c1.scl"],
        7: ["spi0.ce1"], 8: ["spi0.ce0"], 9: ["spi0.miso"], 10: ["spi0.mosi"], 11: ["spi0.sclk"],
        14: ["uart0.tx"], 15: ["uart0.rx"],
        16: ["spi1.ce2"], 17: ["spi1.ce1"], 18: ["spi1.ce0"], 19: ["spi1.miso"], 20: ["spi1.mosi"], 21: ["spi1.sclk"],
    ]
}
