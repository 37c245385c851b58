// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A relay on a module with its transistor: its input moves a contact that carries more than a pin can.
///
/// The contact leaves one side 2 ms after the input changed, and reaches the other side after 10 ms when the relay closes, 5 ms when it
/// opens: the longest times that the data sheet of the SRD-05VDC-SL-C gives.
public final class RelayPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-relay-module"

    private static let leaving = Duration.milliseconds(2)
    private static let closing = Duration.milliseconds(10)
    private static let opening = Duration.milliseconds(5)

    private enum Pin {
        static let vcc = 0
        static let input = 2
    }

    /// The part's name on its board.
    public let id: String
    /// Supply, ground, input, and the contact: normally closed, common, normally open.
    public let pins = [
        PartPin("VCC", .power), PartPin("GND", .ground), PartPin("IN", .input), PartPin("NC"), PartPin("COM"),
        PartPin("NO"),
    ]
    /// From the common pin to the one that is normally closed and to the one that is normally open.
    public let links = [PartLink(4, 3, ohms: PartLink.contact), PartLink(4, 5, ohms: nil)]
    /// `closed`: whether the common pin is at the one that is normally open; `operations`: how often it closed.
    public let outputs = [
        PartOutput("closed", initial: false), PartOutput("operations", initial: 0),
    ]
    /// What there is to know besides.
    public let traits: PartTraits

    private let isActiveLow: Bool
    private var isWanted = false
    private var isClosed = false
    private var operations = 0.0

    /// Makes a relay.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `transistor`: `npn`, closed by a high input, or `pnp`, closed by a low one.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        isActiveLow = try attributes.choice("transistor", of: ["npn", "pnp"]) == "pnp"
        var traits = PartTraits("relay", kind: "relay", attributes: ["transistor"], signals: [2])
        traits.supply = 3...5.5
        if isActiveLow { traits.activeLow = [Pin.input] }
        // The contact may be used on one side or the other, or not at all.
        traits.optional = [3, 4, 5]
        self.traits = traits
    }

    /// Lets the contact rest.
    public func start(_ context: borrowing PartContext) {
        isWanted = false
        isClosed = false
        context.setLink(0, ohms: PartLink.contact)
        context.setLink(1, ohms: nil)
        context.show(0, false)
        pinChanged(Pin.input, context)
    }

    /// Falls off.
    public func stop(_ context: borrowing PartContext) {
        context.setLink(0, ohms: PartLink.contact)
        context.setLink(1, ohms: nil)
    }

    /// Begins to move the contact.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        let isWanted =
            context.read(Pin.input) == (isActiveLow ? .low : .high) && context.isPowered(by: Pin.vcc, least: 3)
        guard isWanted != self.isWanted else { return }
        self.isWanted = isWanted
        context.set(0, after: Self.leaving)
        context.set(1, after: isWanted ? Self.closing : Self.opening)
    }

    /// Moves the contact.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        if timer == 0 {
            guard isWanted != isClosed else { return }
            context.setLink(isWanted ? 0 : 1, ohms: nil)
            return
        }
        context.setLink(0, ohms: isWanted ? nil : PartLink.contact)
        context.setLink(1, ohms: isWanted ? PartLink.contact : nil)
        guard isWanted != isClosed else { return }
        isClosed = isWanted
        context.show(0, .flag(isClosed))
        if isClosed {
            operations += 1
            context.show(1, .number(operations))
        }
    }
}
