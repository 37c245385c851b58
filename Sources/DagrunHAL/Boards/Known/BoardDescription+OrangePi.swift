// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Sources: tables of pins in orangepi-xunlong/wiringOP (wiringPi/wiringPi.c, gpio/readall.c); labels of chips as gpiodetect prints them
// (mattjlewis/diozero issue 103 for H6, adafruit/Adafruit_Blinka pull request 749 for H616); device trees sun50i-h6-orangepi-3-lts and
// sun50i-h616-orangepi-zero2 of Linux (compatible strings).
extension BoardDescription {
    /// Orange Pi 3 LTS (Allwinner H6).
    public static let orangePi3LTS = orangePi(
        "orangepi3lts", "Orange Pi 3 LTS", "xunlong,orangepi-3-lts",
        pins: [
            "3V3", "5V",
            "PD26", "5V",
            "PD25", "GND",
            "PD22", "PL2",
            "GND", "PL3",
            "PD24", "PD18",
            "PD23", "GND",
            "PL10", "PD15",
            "3V3", "PD16",
            "PH5", "GND",
            "PH6", "PD21",
            "PH4", "PH3",
            "GND", "PL8",
        ],
        functions: [
            "PD26": "i2c0.sda", "PD25": "i2c0.scl", "PD22": "pwm0.0", "PD24": "uart3.rx", "PD23": "uart3.tx",
            "PH5": "spi1.mosi", "PH6": "spi1.miso", "PH4": "spi1.sclk", "PH3": "spi1.ce0",
        ], pwm: [0: ["300a000.pwm"]], i2c: 0, spi: 1)

    /// Orange Pi Zero 2 (Allwinner H616).
    public static let orangePiZero2 = orangePi(
        "orangepizero2", "Orange Pi Zero 2", "xunlong,orangepi-zero2",
        pins: [
            "3V3", "5V",
            "PH5", "5V",
            "PH4", "GND",
            "PC9", "PH2",
            "GND", "PH3",
            "PC6", "PC11",
            "PC5", "GND",
            "PC8", "PC15",
            "3V3", "PC14",
            "PH7", "GND",
            "PH8", "PC7",
            "PH6", "PH9",
            "GND", "PC10",
        ],
        functions: [
            "PH5": "i2c3.sda", "PH4": "i2c3.scl", "PH2": "uart5.tx", "PH3": "uart5.rx", "PH7": "spi1.mosi",
            "PH8": "spi1.miso", "PH6": "spi1.sclk", "PH9": "spi1.ce1",
        ], i2c: 3, spi: 1)

    // Allwinner's ports have letters; each has room for 32 lines, and port L with all behind it is on a chip of its own.
    private static func orangePi(
        _ id: String, _ name: String, _ compatible: String, pins: [HeaderPin], functions: [String: String],
        pwm: [Int: [String]] = [:], i2c: Int, spi: Int
    ) -> BoardDescription {
        let lines = pins.compactMap { pin -> Line? in
            guard case .line(let name) = pin, let letter = name.utf8.dropFirst().first,
                let number = Int(name.dropFirst(2))
            else { return nil }
            let port = Int(letter) - Int(UInt8(ascii: "A"))
            let first = Int(UInt8(ascii: "L") - UInt8(ascii: "A"))
            return Line(
                name, chip: port < first ? "main" : "standby",
                offset: (port < first ? port : port - first) * 32 + number, gpio: port * 32 + number,
                functions: functions[name].flatMap { PinFunction($0) }.map { [$0] } ?? [])
        }
        return BoardDescription(
            id: id, name: name, vendor: "Xunlong", compatible: [compatible],
            chips: ["main": ["300b000.pinctrl"], "standby": ["7022000.pinctrl"]], lines: lines,
            headers: [Header("J1", pins: pins)], pwm: pwm, i2c: i2c, spi: spi)
    }
}
