// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Source: NVIDIA/jetson-gpio, lib/python/Jetson/GPIO/gpio_pin_data.py (lines, offsets, PWMs, compatible strings; GPIO numbers are those
// of its BCM mode, which follow the Raspberry Pi's header).
extension BoardDescription {
    /// NVIDIA Jetson Orin Nano on its developer kit's carrier.
    public static let jetsonOrinNano = BoardDescription(
        id: "jetsonorinnano", name: "Jetson Orin Nano", vendor: "NVIDIA",
        compatible: ["0003", "0004", "0005"].flatMap { module in
            ["", "-super"].map { "nvidia,p3768-0000+p3767-\(module)\($0)" }
        },
        chips: ["main": ["tegra234-gpio"]], lines: jetsonOrinNanoLines.map(\.line),
        headers: [
            Header(
                "J12",
                pins: (1...40).map { pin in
                    jetsonOrinNanoLines.first { $0.pin == pin }.map { .line($0.line.name) }
                        ?? jetsonOrinNanoOther[pin] ?? .unconnected
                })
        ],
        pwm: [0: ["3280000.pwm"], 1: ["32e0000.pwm"], 2: ["32c0000.pwm"]], i2c: 7, spi: 0)

    private static let jetsonOrinNanoOther: [Int: HeaderPin] = [
        1: "3V3", 2: "5V", 3: "(I2C1_SDA)", 4: "5V", 5: "(I2C1_SCL)", 6: "GND", 8: "(UART1_TXD)", 9: "GND",
        10: "(UART1_RXD)", 14: "GND", 17: "3V3", 20: "GND", 25: "GND", 27: "(I2C0_SDA)", 28: "(I2C0_SCL)", 30: "GND",
        34: "GND", 39: "GND",
    ]

    private static let jetsonOrinNanoLines: [(pin: Int, line: Line)] = [
        jetson(7, "PAC.06", 144, gpio: 4), jetson(11, "PR.04", 112, gpio: 17), jetson(12, "PH.07", 50, gpio: 18),
        jetson(13, "PY.00", 122, gpio: 27), jetson(15, "PN.01", 85, gpio: 22, "pwm0.0"),
        jetson(16, "PY.04", 126, gpio: 23), jetson(18, "PY.03", 125, gpio: 24),
        jetson(19, "PZ.05", 135, gpio: 10, "spi0.mosi"), jetson(21, "PZ.04", 134, gpio: 9, "spi0.miso"),
        jetson(22, "PY.01", 123, gpio: 25), jetson(23, "PZ.03", 133, gpio: 11, "spi0.sclk"),
        jetson(24, "PZ.06", 136, gpio: 8, "spi0.ce0"), jetson(26, "PZ.07", 137, gpio: 7, "spi0.ce1"),
        jetson(29, "PQ.05", 105, gpio: 5), jetson(31, "PQ.06", 106, gpio: 6),
        jetson(32, "PG.06", 41, gpio: 12, "pwm1.0"), jetson(33, "PH.00", 43, gpio: 13, "pwm2.0"),
        jetson(35, "PI.02", 53, gpio: 19), jetson(36, "PR.05", 113, gpio: 16), jetson(37, "PY.02", 124, gpio: 26),
        jetson(38, "PI.01", 52, gpio: 20), jetson(40, "PI.00", 51, gpio: 21),
    ]

    private static func jetson(
        _ pin: Int, _ name: String, _ offset: Int, gpio: Int, _ function: String? = nil
    ) -> (pin: Int, line: Line) {
        let functions = function.flatMap { PinFunction($0) }.map { [$0] } ?? []
        return (pin, Line(name, chip: "main", offset: offset, gpio: gpio, functions: functions))
    }
}
