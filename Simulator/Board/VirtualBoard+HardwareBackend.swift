// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL
import Synchronization

extension VirtualBoard {
    /// The board's name for people, such as `virtual board coffee`.
    public var name: String { "virtual board \(boardName)" }

    /// The clock that edges are stamped with.
    public var clock: any HALClock { outerClock ?? BoardClock(board: self) }

    /// Lists the chips that are plugged in.
    public func chips() throws(HALError) -> [ChipInfo] {
        locked { $0.lineController.chips.filter { !$0.isGone }.map(\.info) }
    }

    /// Looks at a line without claiming it.
    public func lineInfo(_ line: LineAddress) throws(HALError) -> LineInfo {
        try locked { kernel throws(HALError) in
            let number = try kernel.lineController.line(line)
            return kernel.lineController.info(number)
        }
    }

    /// Claims lines, all at one instant: no level in between reaches a net.
    public func request(_ lines: [LineAddress], _ configs: [LineConfig], consumer: String) throws(HALError)
        -> any LineRequest
    {
        let (number, label) = try locked { kernel throws(HALError) -> (Int32, String) in
            let number = try kernel.lineController.claim(lines, configs, consumer: consumer, kernel)
            return (number, kernel.lineController.requests[number]?.consumer ?? consumer)
        }
        return VirtualLineRequest(board: self, number: number, lines: lines, consumer: label)
    }
}

extension VirtualBoard {
    /// Opens an I2C bus.
    public func i2c(_ number: Int) throws(HALError) -> any I2CBus {
        throw HALError(.unsupported, "i2c-\(number)", reason: "the virtual board has no I2C yet")
    }

    /// Opens a device on an SPI bus.
    public func spi(_ bus: Int, chipSelect: Int, _ config: SPIConfig) throws(HALError) -> any SPIDevice {
        throw HALError(.unsupported, "spidev\(bus).\(chipSelect)", reason: "the virtual board has no SPI yet")
    }

    /// Claims a PWM channel.
    public func pwm(_ chip: Int, channel: Int) throws(HALError) -> any PWMChannel {
        throw HALError(.unsupported, "pwmchip\(chip)/pwm\(channel)", reason: "the virtual board has no PWM yet")
    }

    /// Opens an analog input.
    public func analog(_ device: Int, channel: Int) throws(HALError) -> any AnalogInput {
        throw HALError(.unsupported, "in_voltage\(channel)", reason: "the virtual board has no analog inputs yet")
    }
}
