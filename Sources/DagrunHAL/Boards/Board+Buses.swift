// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension Board {
    /// Opens an I2C bus.
    ///
    /// - Parameter bus: The bus's number, as in `/dev/i2c-1`; nil: the board's main bus.
    /// - Returns: The bus.
    /// - Throws: ``HALError`` with the code `notFound`, `permissionDenied` or `unsupported`.
    public func i2c(_ bus: Int? = nil) throws(HALError) -> any I2CBus {
        guard let bus = bus ?? description.i2c else {
            throw HALError(.unsupported, "I2C", reason: "the \(description.name) has no main I2C bus")
        }
        return try backend.i2c(bus)
    }

    /// Opens a device on an SPI bus.
    ///
    /// - Parameters:
    ///   - chipSelect: The number of the chip select.
    ///   - bus: The bus's number; nil: the board's main bus.
    ///   - config: How the device is spoken to.
    /// - Returns: The device.
    /// - Throws: ``HALError`` with the code `notFound`, `permissionDenied`, `invalid` or `unsupported`.
    public func spi(
        chipSelect: Int = 0, bus: Int? = nil, _ config: SPIConfig = SPIConfig()
    ) throws(HALError) -> any SPIDevice {
        guard let bus = bus ?? description.spi else {
            throw HALError(.unsupported, "SPI", reason: "the \(description.name) has no main SPI bus")
        }
        return try backend.spi(bus, chipSelect: chipSelect, config)
    }

    /// Claims the PWM channel behind a pin.
    ///
    /// - Parameter pin: The name of the pin, in any form.
    /// - Returns: The channel, without pulses.
    /// - Throws: ``HALError`` with the code `unsupported` when the pin has no PWM, with pins that have; else as ``address(of:)``, and
    ///   `busy` or `permissionDenied`.
    public func pwm(_ pin: PinID) throws(HALError) -> any PWMChannel {
        let line = try resolver.place(of: pin).line
        guard let function = line?.functions(of: "pwm").first, let channel = function.channel else {
            throw lacking("pwm", "hardware PWM", at: pin)
        }
        return try backend.pwm(function.number, channel: channel)
    }

    /// Opens an analog input by its numbers.
    ///
    /// - Parameters:
    ///   - channel: The number of the voltage channel, from 0.
    ///   - device: The device's number, as in `/sys/bus/iio/devices/iio:device0`.
    /// - Returns: The input.
    /// - Throws: ``HALError`` with the code `notFound`, `permissionDenied` or `unsupported`.
    public func analog(_ channel: Int, device: Int = 0) throws(HALError) -> any AnalogInput {
        do throws(HALError) {
            return try backend.analog(device, channel: channel)
        } catch {
            guard error.code == .notFound || error.code == .unsupported, !hasAnalog else { throw error }
            throw HALError(
                .unsupported, "analog input \(channel)", reason: "the \(description.name) has no analog inputs",
                advice: "Connect a converter, such as an MCP3008 on SPI or an ADS1115 on I2C.", errno: error.errno)
        }
    }

    /// Opens the analog input behind a pin.
    ///
    /// - Parameter pin: The name of the pin, in any form.
    /// - Returns: The input.
    /// - Throws: ``HALError`` with the code `unsupported` when the pin has none, with pins that have; else as by its numbers.
    public func analog(_ pin: PinID) throws(HALError) -> any AnalogInput {
        let meant = try resolver.unaliased(pin)
        guard let function = try resolver.line(meant)?.functions(of: "adc").first, let channel = function.channel
        else { throw lacking("adc", "an analog input", at: pin) }
        return try backend.analog(function.number, channel: channel)
    }

    private var hasAnalog: Bool { description.lines.contains { !$0.functions(of: "adc").isEmpty } }

    private func lacking(_ unit: String, _ what: String, at pin: PinID) -> HALError {
        let able = description.lines.filter { !$0.functions(of: unit).isEmpty }.map(\.name)
        return HALError(
            .unsupported, "\(pin)", reason: "it has no \(what.hasPrefix("an ") ? String(what.dropFirst(3)) : what)",
            alternatives: able,
            advice: able.isEmpty ? "No pin of the \(description.name) has \(what), as far as is known." : nil)
    }
}
