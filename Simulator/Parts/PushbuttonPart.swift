// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A push button: while it is pressed its two contacts are joined.
///
/// A real contact bounces: for a millisecond or so it opens and closes many times. So does this one, unless it is told not to.
public final class PushbuttonPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-pushbutton"
    /// The small one.
    public static let aliases = ["wokwi-pushbutton-6mm"]

    /// The part's name on its board.
    public let id: String
    /// The colour, such as `green`.
    public let color: String
    /// The key that presses it in a live view; empty for none.
    public let key: String
    /// How the contact bounces.
    public let bouncePattern: BouncePattern
    /// One contact with the pins `1.l` and `1.r`, the other one with `2.l` and `2.r`.
    public let pins = [
        PartPin("1.l", aliases: ["1"]), PartPin("1.r", joined: 0), PartPin("2.l", aliases: ["2"]),
        PartPin("2.r", joined: 2),
    ]
    /// Conducts while it is pressed.
    public let links = [PartLink(0, 2, ohms: nil)]
    /// `pressed`.
    public let controls = [PartControl.flag("pressed")]
    /// `pressed`, whatever its contact does meanwhile.
    public let outputs = [PartOutput("pressed", initial: false)]
    /// What there is to know besides.
    public let traits: PartTraits

    private var bounce: ContactBounce

    /// Makes a button.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - color: The colour, such as `green`.
    ///   - key: The key that presses it in a live view; empty for none.
    ///   - bounce: How the contact bounces.
    public init(_ id: String, color: String = "red", key: String = "", bounce: BouncePattern = .usual) {
        self.id = id
        self.color = color
        self.key = key
        var traits = PartTraits(
            "push button", kind: "button", attributes: ["color", "key", "label", "xray"] + BouncePattern.attributes)
        traits.color = color
        if !key.isEmpty { traits.key = key }
        self.traits = traits
        bouncePattern = bounce
        self.bounce = ContactBounce(bounce)
    }

    /// Makes a button from a diagram.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `color`, `key`, `label`; `bounce`, “0” for none; `bounceTime` in milliseconds, 1 by default; `bounceCount`, how often
    ///     the contact jumps, 10 to 100 by default.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(
            id, color: try attributes.text("color", default: "red"), key: try attributes.text("key"),
            bounce: try BouncePattern(attributes))
    }

    /// The contact is as the control says.
    public func start(_ context: borrowing PartContext) {
        let isPressed = context.control(0).flag ?? false
        bounce.rest(closed: isPressed)
        close(isPressed, context)
        context.show(0, .flag(isPressed))
    }

    /// It was pressed or let go.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        context.show(0, value)
        close(bounce.move(toClosed: value.flag ?? false, timer: 0, context), context)
    }

    /// It bounces.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        close(bounce.jump(timer: 0, context), context)
    }

    private func close(_ isClosed: Bool, _ context: borrowing PartContext) {
        context.setLink(0, ohms: isClosed ? PartLink.contact : nil)
    }
}
