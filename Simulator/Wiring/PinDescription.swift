// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A pin of a part: its name, and what stands behind it.
public struct PinDescription: Sendable, Hashable {
    /// What stands behind a pin.
    public enum Role: Sendable, Hashable {
        /// It takes power: the range of voltages that the part works with, in volts.
        case power(ClosedRange<Double>)
        /// It is the part's ground.
        case ground
        /// It gives power, of so many volts; 0: ground.
        case supply(Double)
        /// It reads a level.
        case input
        /// It drives both levels.
        case output
        /// It drives low, or lets go.
        case openDrain
        /// It reads, and drives low when it answers.
        case data
        /// It measures a voltage.
        case analogInput
        /// It gives a voltage between its ground and its supply.
        case analogOutput
        /// It is an end of something that conducts: a switch, a resistor, a diode, a buzzer.
        case contact
        /// It leads to a line of a board, by the line's place in ``BoardModel/lines``.
        case line(Int)
        /// It does nothing.
        case idle
        /// Nothing is known of it.
        case unknown
    }

    /// The pin's name, as diagrams write it.
    public var name: String
    /// Other names.
    public var aliases: [String] = []
    /// What stands behind it.
    public var role: Role
    /// Whether the part pulls it to its supply by itself.
    public var isPulledUp = false
    /// Whether the part pulls it to ground by itself.
    public var isPulledDown = false
    /// Whether the part works without anything at this pin.
    public var isOptional = false
    /// Whether it takes pulses whose width counts.
    public var takesPulses = false
    /// Whether the pull-up inside a board is too weak for it.
    public var needsStrongPull = false
    /// Whether what it reads or tells is true when the level is low, as a relay module's input that closes it on low.
    public var isActiveLow = false
    /// The voltage that it drives or pulls to, in volts; nil: the part's supply.
    public var volts: Double?

    /// Makes a description.
    ///
    /// - Parameters:
    ///   - name: The pin's name, as diagrams write it.
    ///   - role: What stands behind it.
    ///   - isPulledUp: Whether the part pulls it to its supply by itself.
    ///   - isPulledDown: Whether the part pulls it to ground by itself.
    ///   - isOptional: Whether the part works without anything at this pin.
    ///   - takesPulses: Whether it takes pulses whose width counts.
    ///   - volts: The voltage that it drives or pulls to, in volts; nil: the part's supply.
    public init(
        _ name: String, _ role: Role, isPulledUp: Bool = false, isPulledDown: Bool = false, isOptional: Bool = false,
        takesPulses: Bool = false, volts: Double? = nil
    ) {
        self.name = name
        self.role = role
        self.isPulledUp = isPulledUp
        self.isPulledDown = isPulledDown
        self.isOptional = isOptional
        self.takesPulses = takesPulses
        self.volts = volts
    }

    /// Describes a pin of a part.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - place: Its place among the part's pins.
    ///   - traits: What else there is to know of the part.
    init(_ pin: PartPin, at place: Int, _ traits: PartTraits) {
        let role: Role =
            switch pin.role {
            case .passive: .contact
            case .input: .input
            case .output: .output
            case .bidirectional: .data
            case .openDrain: .openDrain
            case .analogInput: .analogInput
            case .analogOutput: .analogOutput
            case .power: .power(traits.supply)
            case .ground: .ground
            case .supply(let volts): .supply(volts)
            case .unconnected: .idle
            }
        self.init(
            pin.name, role, isPulledUp: traits.pulledUp.contains(place),
            isPulledDown: traits.pulledDown.contains(place),
            isOptional: traits.optional.contains(place), takesPulses: traits.pulses.contains(place),
            volts: traits.signalVolts)
        aliases = pin.aliases
        needsStrongPull = traits.strongPull.contains(place)
        isActiveLow = traits.activeLow.contains(place)
    }
}
