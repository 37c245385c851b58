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
    /// - Returns: The channel, without pulses. It is given back with the last reference to it, and when the board is closed.
    /// - Throws: ``HALError`` with the code `unsupported` when the pin has no PWM, with pins that have; `interlocked` when it has an
    ///   interlock, which nobody could keep; else as ``address(of:)``, and `busy` or `permissionDenied`.
    public func pwm(_ pin: PinID) throws(HALError) -> any PWMChannel {
        let place = try resolver.place(of: pin)
        guard let function = place.line?.functions(of: "pwm").first, let channel = function.channel else {
            throw lacking("pwm", "hardware PWM", at: pin)
        }
        if try guardian(of: pin, at: place.address) != nil {
            throw HALError(
                .interlocked, "\(pin)",
                reason: "it has an interlock, which can't be kept while it makes pulses by itself")
        }
        return try pulses.add(try backend.pwm(try pwmNumber(function.number, of: pin), channel: channel))
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
            guard error.code == .notFound || error.code == .unsupported, analogPins.isEmpty else { throw error }
            throw HALError(
                .unsupported, "analog input \(channel)", reason: "the \(description.name) has no analog inputs",
                advice: Self.converters, errno: error.errno)
        }
    }

    /// Opens the analog input behind a pin.
    ///
    /// - Parameter pin: The name of the pin, in any form.
    /// - Returns: The input.
    /// - Throws: ``HALError`` with the code `unsupported` when the pin has none, with pins that have; else as by its numbers.
    public func analog(_ pin: PinID) throws(HALError) -> any AnalogInput {
        let meant = try resolver.unaliased(pin)
        var function = resolver.signal(meant).flatMap { description.analog[$0] }
        if function == nil { function = try resolver.place(of: pin).line?.functions(of: "adc").first }
        guard let function, let channel = function.channel else { throw lacking("adc", "analog input", at: pin) }
        return try backend.analog(function.number, channel: channel)
    }

    private static let converters = "Connect a converter, such as an MCP3008 on SPI or an ADS1115 on I2C."

    private var analogPins: [String] { description.analog.keys.sorted() + pins(able: "adc") }

    private func pins(able unit: String) -> [String] {
        description.lines.filter { !$0.functions(of: unit).isEmpty }.map(\.name)
    }

    // The kernel numbers controllers as it finds them; the description knows their devices.
    private func pwmNumber(_ number: Int, of pin: PinID) throws(HALError) -> Int {
        guard let wanted = description.pwm[number] else { return number }
        let present = try backend.pwmDevices()
        if present.isEmpty { return number }
        if let found = present.first(where: { wanted.contains($0.value) }) { return found.key }
        throw HALError(
            .notFound, "\(pin)", reason: "its PWM controller \(wanted.joined(separator: " or ")) is not there",
            advice: "Is PWM switched on? On a Raspberry Pi that is ‘dtoverlay=pwm-2chan’ in config.txt.")
    }

    private func lacking(_ unit: String, _ what: String, at pin: PinID) -> HALError {
        let able = unit == "adc" ? analogPins : pins(able: unit)
        return HALError(
            .unsupported, "\(pin)", reason: "it has no \(what)", alternatives: able,
            advice: !able.isEmpty ? nil : unit == "adc" ? Self.converters : "No pin of the \(description.name) has.")
    }
}
