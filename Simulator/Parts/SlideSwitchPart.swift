// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A slide switch: its common pin is connected to the left one or to the right one.
public final class SlideSwitchPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-slide-switch"

    /// The part's name on its board.
    public let id: String
    /// The left pin, the common one and the right one.
    public let pins = [PartPin("1"), PartPin("2"), PartPin("3")]
    /// The contacts: at the begin one of them conducts.
    public let links: [PartLink]
    /// `value`: 0 for left, 1 for right.
    public let controls: [PartControl]
    /// `position`: 0 for left, 1 for right.
    public let outputs: [PartOutput]
    /// What there is to know besides.
    public let traits = PartTraits("slide switch", kind: "switch", attributes: ["value"] + BouncePattern.attributes)

    private var bounce: ContactBounce

    /// Makes a switch.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `value`, “1” for right; `bounce` and so on, see ``PushbuttonPart``.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let isRight = try attributes.flag("value", default: false)
        bounce = ContactBounce(try BouncePattern(attributes))
        links = [
            PartLink(0, 1, ohms: isRight ? nil : PartLink.contact),
            PartLink(1, 2, ohms: isRight ? PartLink.contact : nil),
        ]
        controls = [.flag("value", initial: isRight)]
        outputs = [PartOutput("position", initial: .flag(isRight))]
    }

    /// Takes the position of the control.
    public func start(_ context: borrowing PartContext) {
        let isRight = context.control(0).flag ?? false
        bounce.rest(closed: isRight)
        set(isRight: isRight, context)
        context.show(0, context.control(0))
    }

    /// Slides to the other side.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        context.show(0, value)
        set(isRight: bounce.move(toClosed: value.flag ?? false, timer: 0, context), context)
    }

    /// Bounces.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        set(isRight: bounce.jump(timer: 0, context), context)
    }

    private func set(isRight: Bool, _ context: borrowing PartContext) {
        context.setLink(0, ohms: isRight ? nil : PartLink.contact)
        context.setLink(1, ohms: isRight ? PartLink.contact : nil)
    }
}
