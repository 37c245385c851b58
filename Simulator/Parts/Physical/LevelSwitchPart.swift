// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A contact that a quantity closes: a float in a tank, a thermostat, a pressure switch.
///
/// It is closed while the quantity is at or above its level, or below it where it is made so; the level at which it opens again is
/// lower by a hysteresis.
public final class LevelSwitchPart: DescribedPart {
    /// The type's name.
    public static let type = "chip-level-switch"

    private static let upper = 0
    private static let lower = 1

    /// The part's name on its board.
    public let id: String
    /// The quantity that it looks at.
    public let quantity: String
    /// The value from which on it counts as reached, in the quantity's unit.
    public let level: Double
    /// How far the quantity must fall below the level until it counts as not reached, in the quantity's unit.
    public let hysteresis: Double
    /// Whether the contact is closed below the level instead of above.
    public let closesBelow: Bool
    /// The two ends of the contact, `1` and `2`.
    public let pins = [PartPin("1"), PartPin("2")]
    /// The contact.
    public let links = [PartLink(0, 1, ohms: nil)]
    /// `closed`.
    public let outputs = [PartOutput("closed", initial: false)]

    /// What there is to know besides.
    public let traits = PartTraits(
        "level switch", kind: "level", attributes: ["quantity", "level", "hysteresis", "closes"])

    private var isReached = false

    /// Makes a contact.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - quantity: The name of the quantity that it looks at.
    ///   - level: The value from which on it counts as reached, in the quantity's unit.
    ///   - hysteresis: How far the quantity must fall below the level until it counts as not reached; not less than 0.
    ///   - closesBelow: Whether the contact is closed below the level instead of above.
    public init(
        _ id: String, quantity: String, level: Double, hysteresis: Double = 0, closesBelow: Bool = false
    ) {
        self.id = id
        self.quantity = quantity
        self.level = level
        self.hysteresis = max(0, hysteresis)
        self.closesBelow = closesBelow
    }

    /// Makes a contact from a diagram, with the attributes `quantity`, `level`, `hysteresis` and `closes`, `above` or `below`.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(
            id, quantity: try attributes.text("quantity"), level: try attributes.number("level", default: 0),
            hysteresis: try attributes.number("hysteresis", default: 0),
            closesBelow: try attributes.choice("closes", of: ["above", "below"]) == "below")
    }

    /// Looks at the quantity, now and whenever it crosses the level.
    public func start(_ context: borrowing PartContext) {
        if let number = context.quantity(quantity) {
            isReached = context.watch(quantity: number, crossing: level, as: Self.upper)
            _ = context.watch(quantity: number, crossing: level - hysteresis, as: Self.lower)
        } else {
            isReached = false
            context.report("there is no quantity ‘\(quantity)’ to look at")
        }
        show(context)
    }

    /// Opens or closes.
    public func thresholdCrossed(_ threshold: Int, isAbove: Bool, _ context: borrowing PartContext) {
        switch (threshold, isAbove) {
        case (Self.upper, true): isReached = true
        case (Self.lower, false): isReached = false
        default: return
        }
        show(context)
    }

    private func show(_ context: borrowing PartContext) {
        let isClosed = isReached != closesBelow
        context.setLink(0, ohms: isClosed ? PartLink.contact : nil)
        context.show(0, .flag(isClosed))
    }
}
