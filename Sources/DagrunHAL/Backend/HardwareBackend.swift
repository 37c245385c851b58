// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What reaches hardware: a Linux kernel, or a virtual board.
///
/// It knows lines by their address only. What `GPIO17` means on a board is known to the board's description, and who may
/// have a line to the broker; both are above any backend.
public protocol HardwareBackend: Sendable {
    /// The backend's name for people, such as `libgpiod 2.2.1` or `virtual board coffee`.
    var name: String { get }
    /// The clock that edges are stamped with and that devices wait by.
    var clock: any HALClock { get }

    /// Where a task runs that is to have edges with the least delay: on the thread that waits for them; nil where no thread does.
    ///
    /// See ``Board/edgeExecutor``.
    var edgeExecutor: (any TaskExecutor)? { get }

    /// Lists the chips.
    ///
    /// - Returns: The chips, in the order of their names.
    /// - Throws: ``HALError`` when they can't be listed.
    func chips() throws(HALError) -> [ChipInfo]

    /// Looks at a line without claiming it.
    ///
    /// - Parameter line: The line.
    /// - Returns: What is known of it.
    /// - Throws: ``HALError`` with the code `notFound` when there is no such chip or line.
    func lineInfo(_ line: LineAddress) throws(HALError) -> LineInfo

    /// Claims lines.
    ///
    /// - Parameters:
    ///   - lines: One to 64 lines of one chip, each at most once.
    ///   - configs: How each is to be used, in the same order.
    ///   - consumer: Who asks, as others are told; the kernel keeps 31 bytes of it.
    /// - Returns: The lines.
    /// - Throws: ``HALError`` with the code `busy` when somebody holds one of them, `notFound`, `permissionDenied`,
    ///   `invalid`, `unsupported`; no line was claimed then.
    func request(_ lines: [LineAddress], _ configs: [LineConfig], consumer: String) throws(HALError)
        -> any LineRequest

    /// Opens an I2C bus.
    ///
    /// - Parameter number: The bus's number, as in `/dev/i2c-1`.
    /// - Returns: The bus.
    /// - Throws: ``HALError`` with the code `notFound`, `permissionDenied` or `unsupported`.
    func i2c(_ number: Int) throws(HALError) -> any I2CBus

    /// Opens a device on an SPI bus.
    ///
    /// - Parameters:
    ///   - bus: The bus's number, as in `/dev/spidev0.1`.
    ///   - chipSelect: The number of the chip select, as the second one in `/dev/spidev0.1`.
    ///   - config: How the device is spoken to.
    /// - Returns: The device.
    /// - Throws: ``HALError`` with the code `notFound`, `permissionDenied`, `invalid` or `unsupported`.
    func spi(_ bus: Int, chipSelect: Int, _ config: SPIConfig) throws(HALError) -> any SPIDevice

    /// Lists the PWM controllers.
    ///
    /// - Returns: The names of their devices, such as `1f00098000.pwm`, by the number in `pwmchip0`; none where the backend
    ///   doesn't tell them apart.
    /// - Throws: ``HALError`` when they can't be listed.
    func pwmDevices() throws(HALError) -> [Int: String]

    /// Claims a PWM channel.
    ///
    /// - Parameters:
    ///   - chip: The chip's number, as in `/sys/class/pwm/pwmchip0`.
    ///   - channel: The channel's number on it, from 0.
    /// - Returns: The channel, without pulses.
    /// - Throws: ``HALError`` with the code `notFound`, `busy`, `permissionDenied` or `unsupported`.
    func pwm(_ chip: Int, channel: Int) throws(HALError) -> any PWMChannel

    /// Opens an analog input.
    ///
    /// - Parameters:
    ///   - device: The device's number, as in `/sys/bus/iio/devices/iio:device0`.
    ///   - channel: The number of the voltage channel on it, from 0.
    /// - Returns: The input.
    /// - Throws: ``HALError`` with the code `notFound`, `permissionDenied` or `unsupported`.
    func analog(_ device: Int, channel: Int) throws(HALError) -> any AnalogInput
}

extension HardwareBackend {
    /// None: tasks run where they run.
    public var edgeExecutor: (any TaskExecutor)? { nil }

    /// Lists the PWM controllers.
    ///
    /// - Returns: None: the numbers are those of the board's description.
    public func pwmDevices() throws(HALError) -> [Int: String] { [:] }
}
