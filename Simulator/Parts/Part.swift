// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A part of a board: a button, a sensor, a display, or the computer itself.
///
/// A part is one final class in one file. It says what it looks like from outside (pins, links, controls, outputs), and answers
/// calls about what happens to it. All calls are synchronous and come one at a time, in an order that the same seed repeats; a part
/// never waits, it sets a timer. What a part can do in return is in the ``PartContext`` that each call hands in.
///
/// ```swift
/// final class Inverter: Part {
///     static let type = "chip-inverter"
///     let id: String
///     let pins = [PartPin("IN", .input), PartPin("OUT", .output)]
///
///     init(id: String, attributes: PartAttributes) { self.id = id }
///
///     func start(_ context: borrowing PartContext) { pinChanged(0, context) }
///
///     func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
///         context.drive(1, context.read(0) == .low ? .high : .low)
///     }
/// }
/// ```
///
/// Pins, links, controls, outputs and timers are known by their place in the part's own lists: small numbers, so that nothing
/// is looked up while the board runs.
public protocol Part: AnyObject, SendableMetatype {
    /// The type's name in a `diagram.json`, such as `wokwi-led`.
    static var type: String { get }
    /// Other names of the type.
    static var aliases: [String] { get }

    /// The part's name on its board.
    var id: String { get }

    /// Makes a part from a diagram.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: What the diagram says of it.
    /// - Throws: ``PartError`` when an attribute can't be read or doesn't fit.
    init(id: String, attributes: PartAttributes) throws(PartError)

    /// The part's pins. They don't change.
    var pins: [PartPin] { get }
    /// What conducts within the part. The list doesn't change; resistances may.
    var links: [PartLink] { get }
    /// What a person, a test or a scenario can set. The list doesn't change.
    var controls: [PartControl] { get }
    /// What can be seen of the part. The list doesn't change.
    var outputs: [PartOutput] { get }
    /// What the part offers to programs; nil for all but computers.
    var hardware: HardwareMap? { get }
    /// The addresses it answers at on I2C; empty where it has no I2C.
    var i2cAddresses: [I2CAddress] { get }

    /// The board was switched on, or power came back: all pins are undriven and all timers off.
    ///
    /// - Parameter context: The part's surroundings.
    func start(_ context: borrowing PartContext)

    /// Power went away.
    ///
    /// All pins are released and all timers taken off right behind the call. What is left to do is mechanical: a relay falls off.
    ///
    /// - Parameter context: The part's surroundings.
    func stop(_ context: borrowing PartContext)

    /// The net of a watched pin changed.
    ///
    /// - Parameters:
    ///   - pin: The pin's place in ``pins``.
    ///   - context: The part's surroundings.
    func pinChanged(_ pin: Int, _ context: borrowing PartContext)

    /// A timer went off.
    ///
    /// - Parameters:
    ///   - timer: The number that it was set with.
    ///   - context: The part's surroundings.
    func timerFired(_ timer: Int, _ context: borrowing PartContext)

    /// A control was set to another value.
    ///
    /// - Parameters:
    ///   - control: The control's place in ``controls``.
    ///   - value: The value; it is within the control's range.
    ///   - context: The part's surroundings.
    func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext)

    /// A watched quantity of the environment went over or under its threshold.
    ///
    /// - Parameters:
    ///   - threshold: The number that it was watched with.
    ///   - isAbove: Whether the quantity is at or above it now.
    ///   - context: The part's surroundings.
    func thresholdCrossed(_ threshold: Int, isAbove: Bool, _ context: borrowing PartContext)

    /// A controller addresses the part on I2C.
    ///
    /// - Parameters:
    ///   - address: One of ``i2cAddresses``.
    ///   - isRead: Whether the controller wants to read.
    ///   - context: The part's surroundings.
    /// - Returns: Whether the part acknowledges.
    func i2cConnect(_ address: I2CAddress, isRead: Bool, _ context: borrowing PartContext) -> Bool

    /// A controller sends a byte over I2C.
    ///
    /// - Parameters:
    ///   - byte: The byte.
    ///   - context: The part's surroundings.
    /// - Returns: Whether the part acknowledges.
    func i2cWrite(_ byte: UInt8, _ context: borrowing PartContext) -> Bool

    /// A controller reads a byte over I2C.
    ///
    /// - Parameter context: The part's surroundings.
    /// - Returns: The byte.
    func i2cRead(_ context: borrowing PartContext) -> UInt8

    /// A controller ends a transaction on I2C.
    ///
    /// - Parameter context: The part's surroundings.
    func i2cStop(_ context: borrowing PartContext)

    /// A controller selects the part on SPI.
    ///
    /// - Parameter context: The part's surroundings.
    func spiSelect(_ context: borrowing PartContext)

    /// A controller exchanges a byte with the part on SPI.
    ///
    /// - Parameters:
    ///   - byte: What the controller sends.
    ///   - context: The part's surroundings.
    /// - Returns: What the part sends.
    func spiTransfer(_ byte: UInt8, _ context: borrowing PartContext) -> UInt8

    /// A controller deselects the part on SPI.
    ///
    /// - Parameter context: The part's surroundings.
    func spiDeselect(_ context: borrowing PartContext)
}

extension Part {
    /// No other names.
    public static var aliases: [String] { [] }
    /// Nothing conducts.
    public var links: [PartLink] { [] }
    /// Nothing can be set.
    public var controls: [PartControl] { [] }
    /// Nothing can be seen.
    public var outputs: [PartOutput] { [] }
    /// It is no computer.
    public var hardware: HardwareMap? { nil }
    /// It has no I2C.
    public var i2cAddresses: [I2CAddress] { [] }

    /// Does nothing.
    public func start(_ context: borrowing PartContext) {}
    /// Does nothing.
    public func stop(_ context: borrowing PartContext) {}
    /// Does nothing.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {}
    /// Does nothing.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {}
    /// Does nothing.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {}
    /// Does nothing.
    public func thresholdCrossed(_ threshold: Int, isAbove: Bool, _ context: borrowing PartContext) {}
    /// Acknowledges.
    public func i2cConnect(_ address: I2CAddress, isRead: Bool, _ context: borrowing PartContext) -> Bool { true }
    /// Refuses the byte.
    public func i2cWrite(_ byte: UInt8, _ context: borrowing PartContext) -> Bool { false }
    /// Sends ones, as an undriven bus reads.
    public func i2cRead(_ context: borrowing PartContext) -> UInt8 { 0xff }
    /// Does nothing.
    public func i2cStop(_ context: borrowing PartContext) {}
    /// Does nothing.
    public func spiSelect(_ context: borrowing PartContext) {}
    /// Sends ones.
    public func spiTransfer(_ byte: UInt8, _ context: borrowing PartContext) -> UInt8 { 0xff }
    /// Does nothing.
    public func spiDeselect(_ context: borrowing PartContext) {}
}
