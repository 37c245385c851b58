// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// What a computer on a board offers to programs, and on which of its pins.
///
/// Pins are known by their place in the part's list.
public struct HardwareMap: Sendable, Hashable {
    /// A GPIO chip.
    public struct Chip: Sendable, Hashable {
        /// The label, such as `pinctrl-bcm2711`.
        public let label: String
        /// Its lines by offset.
        public let lines: [Line]

        /// Makes a chip.
        ///
        /// - Parameters:
        ///   - label: The label, such as `pinctrl-bcm2711`.
        ///   - lines: Its lines by offset.
        public init(label: String, lines: [Line]) {
            self.label = label
            self.lines = lines
        }
    }

    /// A line of a chip.
    public struct Line: Sendable, Hashable {
        /// The kernel's name for it; nil where it has none.
        public let name: String?
        /// The pin it is brought out at; nil where it is not.
        public let pin: Int?
        /// What pulls it after the start of the machine.
        public let bias: Bias
        /// The part of the kernel that holds it, such as `spi0 CS0`; nil where it is free.
        public let holder: String?

        /// Makes a line.
        ///
        /// - Parameters:
        ///   - name: The kernel's name for it.
        ///   - pin: The pin it is brought out at.
        ///   - bias: What pulls it after the start of the machine.
        ///   - holder: The part of the kernel that holds it.
        public init(name: String?, pin: Int?, bias: Bias = .disabled, holder: String? = nil) {
            self.name = name
            self.pin = pin
            self.bias = bias
            self.holder = holder
        }
    }

    /// An I2C controller.
    public struct I2C: Sendable, Hashable {
        /// The number, as in `/dev/i2c-1`.
        public let number: Int
        /// The data pin.
        public let sda: Int
        /// The clock pin.
        public let scl: Int
        /// The clock, in hertz.
        public let frequency: Int
        /// Whether the chip itself pulls both wires up.
        public let hasPullUps: Bool

        /// Makes a controller.
        ///
        /// - Parameters:
        ///   - number: The number, as in `/dev/i2c-1`.
        ///   - sda: The data pin.
        ///   - scl: The clock pin.
        ///   - frequency: The clock, in hertz.
        ///   - hasPullUps: Whether the chip itself pulls both wires up.
        public init(_ number: Int, sda: Int, scl: Int, frequency: Int = 100_000, hasPullUps: Bool = false) {
            self.number = number
            self.sda = sda
            self.scl = scl
            self.frequency = frequency
            self.hasPullUps = hasPullUps
        }
    }

    /// An SPI controller.
    public struct SPI: Sendable, Hashable {
        /// The number, as the first one in `/dev/spidev0.1`.
        public let number: Int
        /// The clock pin.
        public let sclk: Int
        /// The pin for data to devices.
        public let mosi: Int
        /// The pin for data from devices.
        public let miso: Int
        /// The chip select pins, by number.
        public let chipSelects: [Int]

        /// Makes a controller.
        ///
        /// - Parameters:
        ///   - number: The number, as the first one in `/dev/spidev0.1`.
        ///   - sclk: The clock pin.
        ///   - mosi: The pin for data to devices.
        ///   - miso: The pin for data from devices.
        ///   - chipSelects: The chip select pins, by number.
        public init(_ number: Int, sclk: Int, mosi: Int, miso: Int, chipSelects: [Int]) {
            self.number = number
            self.sclk = sclk
            self.mosi = mosi
            self.miso = miso
            self.chipSelects = chipSelects
        }
    }

    /// A PWM channel.
    public struct PWM: Sendable, Hashable {
        /// The chip's number, as in `/sys/class/pwm/pwmchip0`.
        public let chip: Int
        /// The channel's number on it.
        public let channel: Int
        /// The pin.
        public let pin: Int

        /// Makes a channel.
        ///
        /// - Parameters:
        ///   - chip: The chip's number, as in `/sys/class/pwm/pwmchip0`.
        ///   - channel: The channel's number on it.
        ///   - pin: The pin.
        public init(chip: Int, channel: Int, pin: Int) {
            self.chip = chip
            self.channel = channel
            self.pin = pin
        }
    }

    /// An analog input.
    public struct Analog: Sendable, Hashable {
        /// The device's number, as in `/sys/bus/iio/devices/iio:device0`.
        public let device: Int
        /// The channel's number on it.
        public let channel: Int
        /// The pin.
        public let pin: Int
        /// How many bits a reading has.
        public let bits: Int
        /// The voltage of the greatest reading, in volts.
        public let reference: Double

        /// Makes an input.
        ///
        /// - Parameters:
        ///   - device: The device's number, as in `/sys/bus/iio/devices/iio:device0`.
        ///   - channel: The channel's number on it.
        ///   - pin: The pin.
        ///   - bits: How many bits a reading has, 1 to 24.
        ///   - reference: The voltage of the greatest reading, in volts.
        public init(device: Int, channel: Int, pin: Int, bits: Int, reference: Double) {
            self.device = device
            self.channel = channel
            self.pin = pin
            self.bits = bits
            self.reference = reference
        }
    }

    /// The GPIO chips, in the order of their numbers.
    public var chips: [Chip]
    /// The I2C controllers.
    public var i2c: [I2C]
    /// The SPI controllers.
    public var spi: [SPI]
    /// The PWM channels.
    public var pwm: [PWM]
    /// The analog inputs.
    public var analog: [Analog]

    /// Makes a map.
    ///
    /// - Parameters:
    ///   - chips: The GPIO chips, in the order of their numbers.
    ///   - i2c: The I2C controllers.
    ///   - spi: The SPI controllers.
    ///   - pwm: The PWM channels.
    ///   - analog: The analog inputs.
    public init(chips: [Chip], i2c: [I2C] = [], spi: [SPI] = [], pwm: [PWM] = [], analog: [Analog] = []) {
        self.chips = chips
        self.i2c = i2c
        self.spi = spi
        self.pwm = pwm
        self.analog = analog
    }
}
