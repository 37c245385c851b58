// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A pin of a part.
public struct PartPin: Sendable, Hashable {
    /// What a pin is for.
    ///
    /// A ``supply(_:)`` drives its net; the others are for the wiring check and the default of ``watch``.
    public enum Role: Sendable, Hashable {
        /// The end of something that conducts, such as a resistor, a contact or a lamp.
        case passive
        /// The part reads levels here.
        case input
        /// The part drives levels here.
        case output
        /// Both, one at a time.
        case bidirectional
        /// The part pulls the net to ground or lets go, as on I2C.
        case openDrain
        /// The part measures a voltage here.
        case analogInput
        /// The part makes a voltage here.
        case analogOutput
        /// The part is fed here. What it drives high has this voltage.
        case power
        /// The part's ground.
        case ground
        /// The part feeds others here, with so many volts; 0 is a ground that it offers.
        case supply(Double)
        /// Connected to nothing within the part.
        case unconnected
    }

    /// Which changes of its net the part is told.
    public enum Watch: UInt8, Sendable, Hashable, BitwiseCopyable {
        /// None.
        case none
        /// Changes of the logical value. A wave on the net is unrolled into its edges.
        case level
        /// Any change of logical value, voltage or resistance, and the begin and end of a wave, but not the wave's edges.
        case voltage
    }

    /// What a pin does on a bus.
    public enum BusRole: Sendable, Hashable, CaseIterable {
        /// Data of I2C.
        case sda
        /// Clock of I2C.
        case scl
        /// Clock of SPI.
        case sclk
        /// Data of SPI from the controller.
        case mosi
        /// Data of SPI to the controller.
        case miso
        /// The pin that selects the part on SPI.
        case chipSelect
    }

    /// The name, as in a diagram's `led1:A`.
    public let name: String
    /// Other names.
    public let aliases: [String]
    /// What it is for.
    public let role: Role
    /// Which changes the part is told.
    public let watch: Watch
    /// The pin that is the same piece of metal, by its place in the part's list; nil where there is none.
    public let joined: Int?
    /// What it does on a bus; nil for nothing.
    public let bus: BusRole?
    /// The most volts that it takes; nil where nothing is said.
    public let maximumVolts: Double?

    /// Makes a pin.
    ///
    /// - Parameters:
    ///   - name: The name, as in a diagram's `led1:A`.
    ///   - role: What it is for.
    ///   - aliases: Other names.
    ///   - watch: Which changes the part is told; nil: levels for an input, a bidirectional or an open-drain pin, none for others.
    ///   - joined: The pin that is the same piece of metal, by its place in the part's list.
    ///   - bus: What it does on a bus.
    ///   - maximumVolts: The most volts that it takes.
    public init(
        _ name: String, _ role: Role = .passive, aliases: [String] = [], watch: Watch? = nil, joined: Int? = nil,
        bus: BusRole? = nil, maximumVolts: Double? = nil
    ) {
        self.name = name
        self.role = role
        self.aliases = aliases
        self.joined = joined
        self.bus = bus
        self.maximumVolts = maximumVolts
        switch (watch, role) {
        case (let watch?, _): self.watch = watch
        // A bus hands on whole bytes; its edges aren't made.
        case (nil, .input), (nil, .bidirectional), (nil, .openDrain): self.watch = bus == nil ? .level : .none
        default: self.watch = .none
        }
    }
}
