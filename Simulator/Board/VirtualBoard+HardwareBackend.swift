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
        try locked { kernel throws(HALError) in
            let state = try kernel.lineController.claim(lines, configs, consumer: consumer, kernel)
            return VirtualLineRequest(board: self, state: state, lines: lines)
        }
    }
}

extension VirtualBoard {
    /// Opens an I2C bus.
    public func i2c(_ number: Int) throws(HALError) -> any I2CBus {
        try locked { kernel throws(HALError) in
            try kernel.faults.checkOpening("/dev/i2c-\(number)", kernel)
            guard let place = kernel.buses.i2c.firstIndex(where: { $0.map.number == number }) else {
                throw HALError(
                    .notFound, "/dev/i2c-\(number)", reason: "the virtual board has no such bus",
                    alternatives: kernel.buses.i2c.map { "/dev/\($0.name)" }, errno: 2)
            }
            try kernel.checkPower(of: kernel.buses.i2c[place].part, "i2c-\(number)")
            return VirtualI2CBus(board: self, place: place, name: "i2c-\(number)")
        }
    }

    /// Opens a device on an SPI bus.
    ///
    /// The line of its chip select is in use from then on.
    public func spi(_ bus: Int, chipSelect: Int, _ config: SPIConfig) throws(HALError) -> any SPIDevice {
        let name = "spidev\(bus).\(chipSelect)"
        guard config.maximumFrequency > 0 else {
            throw HALError(.invalid, name, reason: "the clock must be more than 0 Hz", errno: 22)
        }
        return try locked { kernel throws(HALError) in
            try kernel.faults.checkOpening("/dev/\(name)", kernel)
            let controller = try kernel.buses.openSPI(bus, chipSelect: chipSelect, kernel)
            let place = kernel.buses.spi.firstIndex { $0 === controller } ?? 0
            return VirtualSPIDevice(board: self, place: place, chipSelect: chipSelect, config: config, name: name)
        }
    }

    /// Claims a PWM channel.
    public func pwm(_ chip: Int, channel: Int) throws(HALError) -> any PWMChannel {
        try locked { kernel throws(HALError) in
            let (place, claim) = try kernel.buses.claimPWM(chip, channel, kernel)
            return VirtualPWMChannel(board: self, place: place, claim: claim, name: kernel.buses.pwm[place].name)
        }
    }

    /// Opens an analog input.
    public func analog(_ device: Int, channel: Int) throws(HALError) -> any AnalogInput {
        try locked { kernel throws(HALError) in
            guard let state = kernel.buses.analog.first(where: { $0.map.device == device && $0.map.channel == channel })
            else {
                throw HALError(
                    .notFound, "iio:device\(device)/in_voltage\(channel)",
                    reason: "the virtual board has no such analog input", alternatives: kernel.buses.analog.map(\.name),
                    advice: kernel.buses.analog.isEmpty
                        ? "A Raspberry Pi has no analog inputs; use a converter such as the MCP3008." : nil, errno: 2)
            }
            try kernel.checkPower(of: state.part, state.name)
            return VirtualAnalogInput(board: self, state)
        }
    }
}
