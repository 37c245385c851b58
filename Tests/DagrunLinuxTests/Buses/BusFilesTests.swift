// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
import Testing

@testable import DagrunLinux

@Suite("Buses of a kernel")
struct BusFilesTests {
    private func backend(_ machine: FakeMachine) -> LinuxBackend {
        LinuxBackend(.failure(HALError(.unsupported, "libgpiod", reason: "")), MachineFiles(root: machine.path))
    }

    @Test("makes one message of what goes the same way, and gives each read its bytes")
    func messages() {
        let messages = I2CMessages([.write([1, 2]), .write([3]), .read(2), .read(1), .write([]), .read(1)])
        #expect(
            messages.parts == [
                .init(isRead: false, count: 3), .init(isRead: true, count: 3), .init(isRead: false, count: 0),
                .init(isRead: true, count: 1),
            ])
        #expect(messages.bytes == [1, 2, 3, 0, 0, 0, 0])
        #expect(messages.read([1, 2, 3, 7, 8, 9, 10]) == [[7, 8], [9], [10]])
    }

    @Test("names the buses that there are when one is not")
    func missing() throws {
        let machine = try FakeMachine(["dev/i2c-1": "", "dev/i2c-20": "", "dev/spidev0.1": ""])
        let i2c = #expect(throws: HALError.self) { try backend(machine).i2c(3) }
        #expect(i2c?.code == .notFound && i2c?.alternatives == ["/dev/i2c-1", "/dev/i2c-20"])
        let spi = #expect(throws: HALError.self) { try backend(machine).spi(0, chipSelect: 0, SPIConfig()) }
        #expect(spi?.code == .notFound && spi?.alternatives == ["/dev/spidev0.1"])
        let pwm = #expect(throws: HALError.self) { try backend(machine).pwm(0, channel: 0) }
        #expect(pwm?.code == .notFound && pwm?.advice?.contains("dtoverlay=pwm-2chan") == true)
        #expect(throws: HALError.self) { try backend(machine).analog(0, channel: 0) }
    }

    @Test("measures volts by scale, offset and bits of an input")
    func analog() async throws {
        let folder = "sys/bus/iio/devices/iio:device0"
        let machine = try FakeMachine([
            "\(folder)/in_voltage2_raw": "2047\n", "\(folder)/in_voltage_scale": "0.805664062\n",
            "\(folder)/scan_elements/in_voltage2_type": "le:u12/16>>0\n",
        ])
        let input = try backend(machine).analog(0, channel: 2)
        let reading = try await input.read()
        #expect(reading.raw == 2047)
        #expect(abs(reading.volts - 1.6492) < 0.0001)
        #expect(abs(reading.fraction - 0.49988) < 0.0001)
        try machine.write("-5", to: "\(folder)/in_voltage2_raw")
        let negative = try await input.read()
        #expect(negative.raw == -5 && negative.fraction == 0)
        let error = #expect(throws: HALError.self) { try backend(machine).analog(0, channel: 3) }
        #expect(error?.alternatives == ["iio:device0/in_voltage2"])
    }

    @Test(
        "reads how many bits a converter has, and no nonsense",
        arguments: [
            ("le:u12/16>>0", 12), ("be:s24/32>>8", 23), ("le:u63/64>>0", 63), ("", nil), ("le:u/16", nil), (":", nil),
            ("le:x12/16", nil), ("/:", nil), ("le:u0/16", nil), ("le:u999/16", nil), ("le:s-3/8", nil),
            ("le:s1/8", nil),
        ] as [(String, Int?)])
    func bits(type: String, bits: Int?) { #expect(KernelAnalogInput.bits(type) == bits) }

    @Test("takes over pulses that a killed program left, and leaves those of another one alone")
    func pwmLeftBehind() throws {
        let folder = "sys/class/pwm/pwmchip0"
        let files = [
            "\(folder)/npwm": "2\n", "\(folder)/export": "", "\(folder)/unexport": "", "\(folder)/pwm1/enable": "0\n",
            "\(folder)/pwm1/period": "0\n", "\(folder)/pwm1/duty_cycle": "0\n", "\(folder)/pwm1/polarity": "normal\n",
        ]
        let machine = try FakeMachine(files)
        let channel = try backend(machine).pwm(0, channel: 1)
        try channel.configure(PWMConfig(period: .milliseconds(20), pulse: .milliseconds(1), isInverted: true))
        #expect(machine.read("\(folder)/pwm1/period")?.hasPrefix("20000000") == true)
        #expect(machine.read("\(folder)/pwm1/polarity")?.hasPrefix("inversed") == true)
        #expect(machine.read("\(folder)/pwm1/enable")?.hasPrefix("1") == true)
        channel.release()
        #expect(machine.read("\(folder)/unexport") == "1")
    }
}
