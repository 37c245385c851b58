// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A potentiometer: its middle pin gives a share of the voltage between the outer ones.
///
/// A track of 10 kΩ; a voltage comes only where both ends are wired.
public final class PotentiometerPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-potentiometer"
    /// The slide potentiometer differs in its looks only.
    public static let aliases = ["wokwi-slide-potentiometer"]

    private static let track = 10_000.0

    /// The part's name on its board.
    public let id: String
    /// Ground, the middle and the supply.
    public let pins = [PartPin("GND", .ground), PartPin("SIG", .analogOutput), PartPin("VCC", .power)]
    /// The two halves of the track.
    public let links: [PartLink]
    /// `position`: 0 at the end of ground, 1 at that of the supply.
    public let controls: [PartControl]
    /// `position`, as the control has it.
    public let outputs: [PartOutput]
    /// What there is to know besides.
    public let traits: PartTraits

    /// Makes a potentiometer.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `value`, where it stands at the begin, 0 to 1023.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let position = try attributes.number("value", default: 0, in: 0...1023) / 1023
        let halves = Self.halves(position)
        links = [PartLink(0, 1, ohms: halves.lower), PartLink(1, 2, ohms: halves.upper)]
        controls = [.number("position", in: 0...1, initial: position)]
        outputs = [PartOutput("position", initial: .number(position), in: 0...1)]
        var traits = PartTraits(
            "potentiometer", kind: "potentiometer", attributes: ["value", "travelLength"], signals: [1])
        traits.supply = 0...48
        self.traits = traits
    }

    /// Takes the position of the control.
    public func start(_ context: borrowing PartContext) { turn(to: context.control(0), context) }

    /// Turns.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        turn(to: value, context)
    }

    private func turn(to value: PartValue, _ context: borrowing PartContext) {
        let halves = Self.halves(value.number ?? 0)
        context.setLink(0, ohms: halves.lower)
        context.setLink(1, ohms: halves.upper)
        context.show(0, value)
    }

    private static func halves(_ position: Double) -> (lower: Double, upper: Double) {
        (track * position, track * (1 - position))
    }
}
