// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Buses, PWM and analog inputs.
extension HardwareCheck {
    static let buses: [HardwareCheck] = [
        HardwareCheck("writes and reads registers over I2C, with a repeated start") { probe in
            guard let (number, address, register) = probe.bench.abilities.registers else { return }
            let bus = try probe.backend.i2c(number)
            for value: UInt8 in [0x24, 0x28] {
                try await bus.write([register, value], to: address)
                try probe.expect(
                    try await bus.write([register], thenRead: 1, from: address), is: [value], "the register")
            }
            let answers = try await bus.transaction(
                address, [.write([register]), .read(1), .write([register]), .read(1)])
            try probe.expect(answers, is: [[0x28], [0x28]], "the answers of one transaction")
        },
        HardwareCheck("tells that no device answers at an I2C address") { probe in
            guard let (number, _, _) = probe.bench.abilities.registers,
                let address = probe.bench.abilities.absentAddress
            else { return }
            let bus = try probe.backend.i2c(number)
            let error = try await probe.expect(.i2c, from: "asking nobody") {
                _ = try await bus.read(1, from: address)
            }
            try probe.expect(error.i2cFault, is: .noAcknowledgeAddress, "the fault")
            try probe.expect(error.isRetryable, "a bus without an answer may be asked again")
        },
        HardwareCheck("tells what went wrong on an I2C bus, and works again afterwards") { probe in
            guard let (number, address, register) = probe.bench.abilities.registers else { return }
            let bus = try probe.backend.i2c(number)
            try await bus.write([register, 0x20], to: address)
            for wanted in probe.bench.abilities.i2cFaults {
                try await probe.bench.fail(wanted)
                let error = try await probe.expect(.i2c, from: "a transaction with the fault \(wanted)") {
                    try await bus.write([register, 0x24], to: address)
                }
                // Which byte was refused, or that it was none of the address, drivers of Linux don't always tell.
                if case .noAcknowledgeData = wanted {
                    if let told = error.i2cFault, case .noAcknowledgeData = told {
                    } else {
                        try probe.expect(error.i2cFault, is: nil, "the fault of a byte that was refused")
                    }
                } else {
                    try probe.expect(error.i2cFault, is: wanted, "the fault")
                }
                try probe.expect(error.errno != nil, "the error \(error) has no number")
                try await probe.bench.fail(nil)
                try probe.expect(
                    try await bus.write([register], thenRead: 1, from: address).count, is: 1,
                    "the bytes that are read after \(wanted)")
            }
        },
        HardwareCheck("refuses I2C buses and reads that can't be") { probe in
            try await probe.expect(.notFound, .unsupported, from: "opening an I2C bus that isn't there") {
                _ = try probe.backend.i2c(77)
            }
            guard let (number, address, _) = probe.bench.abilities.registers else { return }
            let bus = try probe.backend.i2c(number)
            try await probe.expect(.invalid, from: "reading no byte") { _ = try await bus.read(0, from: address) }
        },
        HardwareCheck("sends and receives over SPI") { probe in
            guard let (number, chipSelect) = probe.bench.abilities.loopback else { return }
            let device = try probe.backend.spi(number, chipSelect: chipSelect, SPIConfig())
            try probe.expect(try await device.transfer([1, 2, 0xff, 0]), is: [1, 2, 0xff, 0], "what came back")
            let answers = try await device.transaction([
                .write([1, 2]), .transfer([3]), .delay(.microseconds(10)), .read(2), .transfer([4, 5]),
            ])
            try probe.expect(answers, is: [[3], [0, 0], [4, 5]], "the answers of one transaction")
        },
        HardwareCheck("refuses SPI devices that aren't there") { probe in
            try await probe.expect(.notFound, .unsupported, from: "opening an SPI device that isn't there") {
                _ = try probe.backend.spi(77, chipSelect: 0, SPIConfig())
            }
        },
        HardwareCheck("reads an MCP3008") { probe in
            guard let (number, chipSelect, channel, raw) = probe.bench.abilities.converter else { return }
            let device = try probe.backend.spi(number, chipSelect: chipSelect, SPIConfig())
            let converter = MCP3008(device)
            try probe.expect(try await converter.read(.channel(channel)).raw, is: raw, "the channel")
        },
        HardwareCheck("makes pulses, and knows the limits of a PWM") { probe in
            guard let (chip, number) = probe.bench.abilities.pwm else { return }
            let channel = try probe.backend.pwm(chip, channel: number)
            let slow = PWMConfig(period: .milliseconds(20), pulse: .microseconds(1500))
            try channel.configure(slow)
            try probe.expect(channel.config, is: slow, "the modulation")
            // A shorter period than the pulse was, and back: the kernel refuses the one before the other.
            try channel.configure(PWMConfig(period: .milliseconds(1), pulse: .microseconds(500)))
            try channel.configure(slow)
            for config in [
                PWMConfig(period: .zero, pulse: .zero), PWMConfig(period: .milliseconds(1), pulse: .milliseconds(2)),
            ] {
                try await probe.expect(.invalid, from: "a PWM with \(config)") { try channel.configure(config) }
            }
            try probe.expect(channel.config, is: slow, "the modulation after one that can't be")
            channel.release()
            try await probe.expect(.gone, from: "a channel that was given back") { try channel.configure(slow) }
            try probe.backend.pwm(chip, channel: number).release()
            try await probe.expect(.notFound, .unsupported, from: "a channel that isn't there") {
                _ = try probe.backend.pwm(chip, channel: 99)
            }
        },
        HardwareCheck("reads an analog input") { probe in
            guard let (device, channel, raw) = probe.bench.abilities.analog else { return }
            try probe.expect(
                try await probe.backend.analog(device, channel: channel).read().raw, is: raw, "the input")
            try await probe.expect(.notFound, .unsupported, from: "an input that isn't there") {
                _ = try probe.backend.analog(device, channel: 99)
            }
        },
    ]
}
