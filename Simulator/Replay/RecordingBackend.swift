// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// Records what a program does with hardware, whatever hardware that is.
///
/// It stands between the program and a backend, and lets all calls through. What it saw is a trace: as VCD for a viewer, as a golden
/// trace to compare later runs with, or to be played to a virtual board.
///
/// ```swift
/// let recording = RecordingBackend(backend)      // real pins
/// // … the program runs on `recording` …
/// let bytes = recording.trace.vcd()
/// ```
///
/// Lines are signals by the kernel's name for them, such as `GPIO17`, or by their address; levels are electrical ones. An input is
/// known at its edges and whenever it is read, an output whenever it is set. Transactions on buses are texts, analog inputs are volts, PWM
/// channels have a duty and a frequency.
public final class RecordingBackend: HardwareBackend {
    private let backend: any HardwareBackend
    private let log: RecordingLog

    /// Records a backend from now on.
    ///
    /// - Parameters:
    ///   - backend: The backend.
    ///   - capacity: How many changes are kept, the last ones.
    public init(_ backend: any HardwareBackend, capacity: Int = 1_000_000) {
        self.backend = backend
        log = RecordingLog(capacity: capacity, start: backend.clock.now)
    }

    /// What was recorded up to now.
    public var trace: Trace { log.trace(until: backend.clock.now) }

    /// The name of the backend that is recorded.
    public var name: String { "\(backend.name), recorded" }
    /// The clock of the backend that is recorded.
    public var clock: any HALClock { backend.clock }
    /// Where the tasks of the backend that is recorded have edges with the least delay.
    public var edgeExecutor: (any TaskExecutor)? { backend.edgeExecutor }

    /// Lists the chips.
    public func chips() throws(HALError) -> [ChipInfo] { try backend.chips() }

    /// Looks at a line without claiming it.
    public func lineInfo(_ line: LineAddress) throws(HALError) -> LineInfo { try backend.lineInfo(line) }

    /// Finds the PWM chips.
    public func pwmDevices() throws(HALError) -> [Int: String] { try backend.pwmDevices() }

    /// Claims lines.
    public func request(_ lines: [LineAddress], _ configs: [LineConfig], consumer: String) throws(HALError)
        -> any LineRequest
    {
        let request = try backend.request(lines, configs, consumer: consumer)
        let names = lines.map { line in
            ((try? backend.lineInfo(line))?.name).flatMap { $0.isEmpty ? nil : $0 } ?? "\(line)"
        }
        return RecordedLines(request, names: names, configs: configs, clock: backend.clock, log: log)
    }

    /// Opens an I2C bus.
    public func i2c(_ number: Int) throws(HALError) -> any I2CBus {
        RecordedI2C(bus: try backend.i2c(number), clock: backend.clock, log: log)
    }

    /// Opens a device on an SPI bus.
    public func spi(_ bus: Int, chipSelect: Int, _ config: SPIConfig) throws(HALError) -> any SPIDevice {
        RecordedSPI(device: try backend.spi(bus, chipSelect: chipSelect, config), clock: backend.clock, log: log)
    }

    /// Claims a PWM channel.
    public func pwm(_ chip: Int, channel: Int) throws(HALError) -> any PWMChannel {
        RecordedPWM(channel: try backend.pwm(chip, channel: channel), clock: backend.clock, log: log)
    }

    /// Opens an analog input.
    public func analog(_ device: Int, channel: Int) throws(HALError) -> any AnalogInput {
        RecordedAnalog(input: try backend.analog(device, channel: channel), clock: backend.clock, log: log)
    }
}
