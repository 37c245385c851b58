// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension BoardDescription {
    /// Raspberry Pi 4 Model B.
    public static let raspberryPi4 = BoardDescription(
        id: "rpi4", name: "Raspberry Pi 4 Model B", vendor: "Raspberry Pi",
        compatible: ["raspberrypi,4-model-b"], chips: ["soc": ["pinctrl-bcm2711"]],
        lines: raspberryPiLines, headers: [raspberryPiHeader], i2c: 1, spi: 0)

    // The same on all boards with 40 pins.
    static let raspberryPiHeader = BoardHeader(
        "J8",
        pins: [
            "3V3", "5V", "GPIO2", "5V", "GPIO3", "GND", "GPIO4", "GPIO14", "GND", "GPIO15", "GPIO17", "GPIO18",
            "GPIO27", "GND",
            "GPIO22", "GPIO23", "3V3", "GPIO24", "GPIO10", "GND", "GPIO9", "GPIO25", "GPIO11", "GPIO8", "GND", "GPIO7",
            "GPIO0",
            "GPIO1", "GPIO5", "GND", "GPIO6", "GPIO12", "GPIO13", "GND", "GPIO19", "GPIO16", "GPIO26", "GPIO20", "GND",
            "GPIO21",
        ])

    static let raspberryPiLines = (0...27).map { number in
        BoardLine("GPIO\(number)", chip: "soc", offset: number, gpio: number)
    }
}
