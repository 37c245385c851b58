// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// What is known of a part without running it: its pins, and what conducts between them.
///
/// The list of nets, the wiring lint and the names of lines are made of it.
public struct PartDescription: Sendable, Hashable {
    /// Two pins that something lies between.
    public struct Pair: Sendable, Hashable {
        /// One pin; the anode of a diode.
        public var from: String
        /// The other pin; the cathode of a diode.
        public var to: String

        /// Makes a pair.
        ///
        /// - Parameters:
        ///   - from: One pin; the anode of a diode.
        ///   - to: The other pin; the cathode of a diode.
        public init(_ from: String, _ to: String) {
            self.from = from
            self.to = to
        }
    }

    /// A device on an I2C bus.
    public struct I2CDevice: Sendable, Hashable {
        /// The pin of the data line.
        public var sda: String
        /// The pin of the clock.
        public var scl: String
        /// The address.
        public var address: I2CAddress

        /// Makes a device.
        ///
        /// - Parameters:
        ///   - sda: The pin of the data line.
        ///   - scl: The pin of the clock.
        ///   - address: The address.
        public init(sda: String = "SDA", scl: String = "SCL", address: I2CAddress) {
            self.sda = sda
            self.scl = scl
            self.address = address
        }
    }

    /// A device on an SPI bus.
    public struct SPIDevice: Sendable, Hashable {
        /// The pin of the clock.
        public var clock: String
        /// The pin that data comes in by; nil when the device takes none.
        public var input: String?
        /// The pin that data goes out by; nil when the device gives none.
        public var output: String?
        /// The pin of the chip select.
        public var select: String

        /// Makes a device.
        ///
        /// - Parameters:
        ///   - clock: The pin of the clock.
        ///   - input: The pin that data comes in by.
        ///   - output: The pin that data goes out by.
        ///   - select: The pin of the chip select.
        public init(clock: String, input: String?, output: String?, select: String) {
            self.clock = clock
            self.input = input
            self.output = output
            self.select = select
        }
    }

    /// What the part is, for people, such as `LED`.
    public var title: String
    /// The pins.
    public var pins: [PinDescription]
    /// Pins that are one inside, such as both legs of a button's contact.
    public var ties: [[String]] = []
    /// What switches between two pins; it may be open or closed.
    public var contacts: [Pair] = []
    /// Resistors between two pins, and what else conducts both ways and limits a current.
    public var resistors: [Pair] = []
    /// Diodes that give light and need a resistor.
    public var diodes: [Pair] = []
    /// The device that it is on an I2C bus; nil when it is none.
    public var i2c: I2CDevice?
    /// The device that it is on an SPI bus; nil when it is none.
    public var spi: SPIDevice?
    /// The pins that a program works with, in order; those of lamps and contacts need not stand here.
    public var signalPins: [String] = []
    /// What its lines are called in programs, such as `button`; see ``LineName``.
    ///
    /// Nil: by the part's id only.
    public var kind: String?
    /// Whether nothing in it can be wrong, as a drawing or a part of which nothing is known.
    public var isInert = false
    /// The attributes that it has, for hints about slips of the pen; empty: not known.
    public var attributes: [String] = []

    /// Makes a description.
    ///
    /// - Parameters:
    ///   - title: What the part is, for people.
    ///   - pins: The pins.
    public init(_ title: String, pins: [PinDescription]) {
        self.title = title
        self.pins = pins
    }

    /// What a diode is called in a sentence: the pin that only it has.
    func diodeName(_ diode: Pair) -> String {
        let shared = diodes.filter { $0.from == diode.from }.count
        return shared > 1 ? diode.to : diode.from
    }

    /// Describes a part by its pins, its links and, where it has them, its traits.
    ///
    /// - Parameter part: The part.
    init(_ part: any Part) {
        let traits = (part as? any DescribedPart)?.traits ?? PartTraits(type(of: part).type)
        let partPins = part.pins
        self.init(
            traits.title,
            pins: partPins.enumerated().map { PinDescription($0.element, at: $0.offset, traits) })
        let names = partPins.map(\.name)
        ties = partPins.enumerated().compactMap { place, pin in
            pin.joined.flatMap { names.indices.contains($0) ? [names[place], names[$0]] : nil }
        }
        for link in part.links where names.indices.contains(link.first) && names.indices.contains(link.second) {
            let pair = Pair(names[link.first], names[link.second])
            // What is open at the begin, or closed like metal, is a contact.
            if let ohms = link.ohms, ohms > PartLink.contact { resistors.append(pair) } else { contacts.append(pair) }
        }
        diodes = traits.diodes.map { Pair(names[$0.anode], names[$0.cathode]) }
        signalPins = traits.signals.map { names[$0] }
        kind = traits.kind
        attributes = traits.attributes
        isInert = partPins.isEmpty
        func pin(_ role: PartPin.BusRole) -> String? { partPins.first { $0.bus == role }?.name }
        if let address = part.i2cAddresses.first, let sda = pin(.sda), let scl = pin(.scl) {
            i2c = I2CDevice(sda: sda, scl: scl, address: address)
        }
        if let clock = pin(.sclk), let select = pin(.chipSelect) {
            spi = SPIDevice(clock: clock, input: pin(.mosi), output: pin(.miso), select: select)
        }
    }
}
