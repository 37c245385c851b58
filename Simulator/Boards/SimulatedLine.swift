// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A line of a simulated board: what the HAL's description of a line says, and what a diagram must know besides.
public struct SimulatedLine: Sendable, Hashable {
    /// Which pulls a pin has inside.
    public enum Pulls: Sendable, Hashable {
        /// None: something outside must give the line a level.
        case none
        /// One to the supply.
        case up
        /// One to the supply and one to ground.
        case both
    }

    /// The line's place on its chip, from 0.
    public let offset: Int
    /// The line's name, as printed on the board.
    public let name: String
    /// The kernel's name for it, where that is another one.
    public var kernelName: String?
    /// Other names that it is found by, such as `D13` for `13`.
    public var aliases: [String] = []
    /// The pins of the part that lead to it, as diagrams write them.
    public var pins: [String]
    /// Its number in the numbering of the board's processor, as in `GPIO17`; nil where there is none.
    public var gpio: Int?
    /// What else it can be: a wire of a bus, a PWM channel, a channel of the converter.
    public var functions: [PinFunction] = []
    /// Which pulls it has inside.
    public var pulls = Pulls.both
    /// What pulls it after the start of the board.
    public var bias = Bias.disabled
    /// Whether it can be no output.
    public var isInputOnly = false
    /// Whether it can't be read as a digital input either.
    public var isAnalogOnly = false
    /// The resistor by which the board itself pulls it to the supply, as for I2C, in ohms; nil where there is none.
    public var boardPullUp: Double?
    /// What the board has on it, such as `an LED`; nil where nothing is.
    public var onBoard: String?
    /// Who has it already when the board starts, such as `the serial console`; nil where nobody has.
    public var reserved: String?

    /// Makes a line that is one pin.
    ///
    /// - Parameters:
    ///   - offset: The line's place on its chip, from 0.
    ///   - name: The line's name, as printed on the board.
    ///   - pins: The pins that lead to it; nil: one that is called as the line.
    ///   - gpio: Its number in the numbering of the board's processor.
    public init(_ offset: Int, _ name: String, pins: [String]? = nil, gpio: Int? = nil) {
        self.offset = offset
        self.name = name
        self.pins = pins ?? [name]
        self.gpio = gpio
    }

    /// The channel of the board's converter that measures it; nil where none does.
    public var analogChannel: Int? {
        get { channel(of: "adc") }
        set { setChannel(newValue, of: "adc") }
    }

    /// The PWM channel that can be put on it; nil where pulses can only be made by software.
    public var pwmChannel: Int? {
        get { channel(of: "pwm") }
        set { setChannel(newValue, of: "pwm") }
    }

    /// The number of a bus on which it can be a wire.
    ///
    /// - Parameters:
    ///   - unit: `i2c` or `spi`.
    ///   - signal: The wire, such as `sda`.
    /// - Returns: The bus's number; nil when it is no such wire.
    public func bus(_ unit: String, _ signal: String) -> Int? {
        functions.first { $0.unit == unit && $0.signal == signal }?.number
    }

    private func channel(of unit: String) -> Int? { functions.first { $0.unit == unit }?.channel }

    private mutating func setChannel(_ channel: Int?, of unit: String) {
        functions.removeAll { $0.unit == unit }
        if let channel { functions.append(PinFunction(unit, 0, String(channel))) }
    }
}
