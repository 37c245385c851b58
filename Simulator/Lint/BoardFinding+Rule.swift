// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension BoardFinding {
    /// A kind of finding.
    ///
    /// More may be added.
    public struct Rule: Sendable, Hashable, CustomStringConvertible {
        /// The rule's name, such as `led-without-resistor`.
        public let id: String
        /// What it looks for, in words.
        public let title: String
        /// How much a finding matters.
        public let severity: Severity

        private init(_ id: String, _ severity: Severity, _ title: String) {
            self.id = id
            self.title = title
            self.severity = severity
        }

        /// The rule's name.
        public var description: String { id }

        /// The diagram's version is not 1.
        public static let diagramVersion = Rule("diagram-version", .note, "a version of the format other than 1")
        /// Two parts have one id.
        public static let partRepeated = Rule("part-repeated", .warning, "two parts with one id")
        /// A part is of a type that is not simulated.
        public static let partUnknown = Rule("part-unknown", .warning, "a part of a type that is not simulated")
        /// An attribute can't be read.
        public static let attributeUnreadable = Rule(
            "attribute-unreadable", .warning, "an attribute that can't be read")
        /// An attribute's name looks like a slip of the pen.
        public static let attributeMisspelt = Rule("attribute-misspelt", .note, "an attribute with a name almost right")
        /// A wire's end is no part and pin.
        public static let wireEnd = Rule("wire-end", .warning, "a wire's end that is not a part and a pin")
        /// A wire leads to a part that is absent.
        public static let wirePartAbsent = Rule("wire-part-absent", .warning, "a wire to a part that is absent")
        /// A wire leads to a pin that the part has not.
        public static let wirePinAbsent = Rule("wire-pin-absent", .warning, "a wire to a pin that the part has not")
        /// There is no board whose lines a program could use.
        public static let boardMissing = Rule("board-missing", .warning, "no board whose lines a program could use")
        /// Two supplies, or a supply and ground, are one net.
        public static let supplyShort = Rule(
            "supply-short", .warning, "two supplies, or a supply and ground, on one net")
        /// A pin gets more volts than it bears.
        public static let overvoltage = Rule("overvoltage", .warning, "more volts on a pin than it bears")
        /// A part is fed with a voltage that it doesn't work with, or the wrong way round.
        public static let supplyVoltage = Rule("supply-voltage", .warning, "a part fed with the wrong voltage")
        /// A part's power or ground isn't connected.
        public static let powerMissing = Rule("power-missing", .warning, "a part without power or ground")
        /// A lamp has no resistor.
        public static let ledWithoutResistor = Rule("led-without-resistor", .warning, "an LED without a resistor")
        /// A lamp can't light because it is the wrong way round.
        public static let ledReversed = Rule("led-reversed", .warning, "an LED the wrong way round")
        /// Nothing gives an input a level.
        public static let inputFloating = Rule("input-floating", .warning, "an input that nothing gives a level")
        /// An output that only pulls low has nothing to pull it up.
        public static let pullUpMissing = Rule(
            "pull-up-missing", .warning, "an open-drain line or I2C bus without a pull-up")
        /// An output that only pulls low has nothing but the board's own pull-up.
        public static let pullUpInternal = Rule("pull-up-internal", .note, "a line that only the board can pull up")
        /// Two devices on one I2C bus have one address.
        public static let i2cAddressClash = Rule("i2c-address-clash", .warning, "two devices with one I2C address")
        /// A device's I2C wires lead to pins that are no I2C bus.
        public static let i2cPins = Rule("i2c-pins", .warning, "an I2C device on pins that are no I2C bus")
        /// A device's SPI wires lead to pins that are no SPI bus.
        public static let spiPins = Rule("spi-pins", .warning, "an SPI device on pins that are no SPI bus")
        /// A voltage is to be measured by a pin that can't.
        public static let analogPin = Rule("analog-pin", .warning, "a voltage on a pin that can't measure it")
        /// Pulses are to come from a pin without PWM.
        public static let pwmPin = Rule("pwm-pin", .note, "pulses from a pin that has no PWM")
        /// A pin belongs to something else on the board.
        public static let pinReserved = Rule("pin-reserved", .warning, "a pin that the board uses itself")
        /// A line that can't drive is wired to something that must be driven.
        public static let inputOnly = Rule("input-only", .warning, "a part driven by a pin that is only an input")
        /// An output is wired to a supply or to another output.
        public static let outputShort = Rule(
            "output-short", .warning, "an output wired to a supply or to another output")
        /// A line of the board is wired to a supply.
        public static let lineOnSupply = Rule("line-on-supply", .note, "a line of the board wired to a supply")
        /// A switch makes no difference as it is wired.
        public static let switchUseless = Rule("switch-useless", .warning, "a switch that makes no difference")

        /// All rules.
        public static let all: [Rule] = [
            diagramVersion, partRepeated, partUnknown, attributeUnreadable, attributeMisspelt, wireEnd, wirePartAbsent,
            wirePinAbsent, boardMissing, supplyShort, overvoltage, supplyVoltage, powerMissing, ledWithoutResistor,
            ledReversed, inputFloating, pullUpMissing, pullUpInternal, i2cAddressClash, i2cPins, spiPins, analogPin,
            pwmPin,
            pinReserved, inputOnly, outputShort, lineOnSupply, switchUseless,
        ]
    }
}
