// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL

/// A rotary encoder with a button: CLK and DT are connected to ground in turn while it rotates.
///
/// Clockwise CLK goes low first, then DT, then CLK goes high, then DT; each a millisecond behind the one before. CLK and DT have pull-ups of
/// 10 kΩ to VCC on the module, SW has none.
public final class RotaryEncoderPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-ky-040"

    private static let phase = Duration.milliseconds(1)

    private enum Link {
        static let clock = 2
        static let data = 3
        static let button = 4
    }

    private enum Control {
        static let position = 0
        static let pressed = 1
    }

    /// The part's name on its board.
    public let id: String
    /// The two contacts of the encoder, the one of the button, supply and ground.
    public let pins = [
        PartPin("CLK"), PartPin("DT"), PartPin("SW"), PartPin("VCC", .power), PartPin("GND", .ground),
    ]
    /// The pull-ups and the contacts.
    public let links = [
        PartLink(0, 3, ohms: 10_000), PartLink(1, 3, ohms: 10_000), PartLink(0, 4, ohms: nil),
        PartLink(1, 4, ohms: nil),
        PartLink(2, 4, ohms: nil),
    ]
    /// `position`: to which step it is turned, clockwise is more; `pressed`: whether the button is pressed.
    public let controls = [
        PartControl.number("position", in: -1_000_000...1_000_000, step: 1, initial: 0), .flag("pressed"),
    ]
    /// `position`: at which step it is, and `pressed`.
    public let outputs = [PartOutput("position", initial: 0), PartOutput("pressed", initial: false)]
    /// What there is to know besides.
    public let traits: PartTraits

    private var position = 0
    private var target = 0
    // The next of the four phases of a step; 0: it rests.
    private var phaseNumber = 0
    private var isClockwise = true

    /// Makes an encoder.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: None.
    /// - Throws: Nothing; other types of parts do.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        var traits = PartTraits("rotary encoder", kind: "encoder", signals: [0, 1, 2])
        traits.supply = 1.8...5.5
        traits.pulledUp = [0, 1]
        traits.activeLow = [0, 1, 2]
        traits.optional = [2]
        self.traits = traits
    }

    /// Rests at its position.
    public func start(_ context: borrowing PartContext) {
        phaseNumber = 0
        target = Int(context.control(Control.position).number ?? 0)
        position = target
        for link in [Link.clock, Link.data] { context.setLink(link, ohms: nil) }
        context.setLink(Link.button, ohms: context.control(Control.pressed).flag == true ? PartLink.contact : nil)
        context.show(0, .number(Double(position)))
    }

    /// Begins to turn, or presses the button.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        if control == Control.pressed {
            context.setLink(Link.button, ohms: value.flag == true ? PartLink.contact : nil)
            context.show(1, value)
            return
        }
        target = Int(value.number ?? 0)
        if phaseNumber == 0, target != position { step(context) }
    }

    /// Goes on to the next phase of a step.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) { step(context) }

    private func step(_ context: borrowing PartContext) {
        if phaseNumber == 0 {
            guard target != position else { return }
            isClockwise = target > position
        }
        let first = isClockwise ? Link.clock : Link.data
        let second = isClockwise ? Link.data : Link.clock
        switch phaseNumber {
        case 0: context.setLink(first, ohms: PartLink.contact)
        case 1: context.setLink(second, ohms: PartLink.contact)
        case 2: context.setLink(first, ohms: nil)
        default:
            context.setLink(second, ohms: nil)
            position += isClockwise ? 1 : -1
            context.show(0, .number(Double(position)))
        }
        phaseNumber = (phaseNumber + 1) % 4
        if phaseNumber != 0 || target != position { context.set(0, after: Self.phase) }
    }
}
