// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// What a ``HardwareBench`` can do, and what the hardware behind its backend is like.
///
/// Checks that need more than there is are left out.
public struct BenchAbilities: Sendable {
    /// Whether the chip can be taken away and put back.
    public var unplugs = false
    /// Whether a line that was driven keeps its level when it is let go of with `ReleasePolicy.keep`; the lines of Linux's gpio-sim go
    /// back to their pull instead.
    public var keepsLevels = true
    /// Whether a driven line can be read from outside as what drives it, with an open drain that lets go as well; those of gpio-sim
    /// stay low then.
    public var opensDrains = true
    /// An I2C bus with a device that has registers, and the register that may be written.
    public var registers: (bus: Int, address: I2CAddress, register: UInt8)?
    /// An address on the same bus that nobody answers at.
    public var absentAddress: I2CAddress?
    /// What can be made to go wrong on that bus; see ``HardwareBench/fail(_:)``.
    public var i2cFaults: [I2CFault] = []
    /// A BME280, and what it measures: the temperature in °C and the pressure in Pa.
    public var air: (bus: Int, address: I2CAddress, temperature: Double, pressure: Double)?
    /// An SSD1306.
    public var display: (bus: Int, address: I2CAddress)?
    /// An SPI device that gives back what it is sent.
    public var loopback: (bus: Int, chipSelect: Int)?
    /// An MCP3008 whose channel reads a number.
    public var converter: (bus: Int, chipSelect: Int, channel: Int, raw: Int)?
    /// A PWM channel.
    public var pwm: (chip: Int, channel: Int)?
    /// An analog input and what it reads.
    public var analog: (device: Int, channel: Int, raw: Int)?

    /// None.
    public init() {}
}
