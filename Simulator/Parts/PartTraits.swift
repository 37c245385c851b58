// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What there is to know of a part besides its pins and links: for the wiring lint, and for the names of lines.
///
/// A part without traits works just as well; the lint then takes its pins' roles for all there is.
public struct PartTraits: Sendable, Hashable {
    /// A diode: current flows from the anode to the cathode.
    public struct Diode: Sendable, Hashable {
        /// The anode, by its place in the part's pins.
        public let anode: Int
        /// The cathode, by its place in the part's pins.
        public let cathode: Int

        /// Makes a diode.
        ///
        /// - Parameters:
        ///   - anode: The anode, by its place in the part's pins.
        ///   - cathode: The cathode, by its place in the part's pins.
        public init(anode: Int, cathode: Int) {
            self.anode = anode
            self.cathode = cathode
        }
    }

    /// What the part is, for people, such as `LED`.
    public var title: String
    /// What its lines are called in programs, such as `button`; nil: by the part's id only.
    ///
    /// See ``LineName``.
    public var kind: String?
    /// The colour that its lines are called by, as in `button.green`; nil: none.
    ///
    /// In a diagram the attribute `color` counts.
    public var color: String?
    /// The key that presses the part in a live view; nil: the view chooses one.
    public var key: String?
    /// The attributes that it has, for hints about slips of the pen.
    public var attributes: [String] = []
    /// The pins that a program works with.
    ///
    /// Those of lamps and contacts need not stand here.
    public var signals: [Int] = []
    /// Lamps, which need a resistor.
    public var diodes: [Diode] = []
    /// The voltages that the part works with at its power pins, in volts.
    public var supply: ClosedRange<Double> = 1.8...5.5
    /// Pins that it pulls up by itself.
    public var pulledUp: Set<Int> = []
    /// Pins that it pulls down by itself.
    public var pulledDown: Set<Int> = []
    /// The voltage that its outputs and pull-ups have, in volts; nil: that of its supply.
    public var signalVolts: Double?
    /// Pins that may be left alone.
    public var optional: Set<Int> = []
    /// Pins that take pulses whose width counts.
    public var pulses: Set<Int> = []
    /// Pins for which the pull-up inside a board is too weak.
    public var strongPull: Set<Int> = []
    /// Pins whose low level means yes.
    public var activeLow: Set<Int> = []

    /// Makes traits.
    ///
    /// - Parameters:
    ///   - title: What the part is, for people.
    ///   - kind: What its lines are called in programs.
    ///   - attributes: The attributes that it has.
    ///   - signals: The pins that a program works with.
    public init(_ title: String, kind: String? = nil, attributes: [String] = [], signals: [Int] = []) {
        self.title = title
        self.kind = kind
        self.attributes = attributes
        self.signals = signals
    }
}
