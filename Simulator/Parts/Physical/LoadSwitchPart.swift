// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A load that a pin switches: a heater behind a solid-state relay, a pump, a grinder.
///
/// While the pin is high it sets a quantity of the environment to its full value, otherwise to zero. A wave on the pin gives
/// the share of its duty cycle, as the average power of a load is. One that has an enable pin is off while that isn't high, whatever
/// the other one says: it ends a chain of safety contacts.
public final class LoadSwitchPart: DescribedPart {
    /// The type's name.
    public static let type = "chip-load-switch"

    private static let input = 0
    private static let enable = 2

    /// The part's name on its board.
    public let id: String
    /// The quantity that it sets.
    public let quantity: String
    /// The quantity's value while the load is on.
    public let fullValue: Double
    /// `IN`, high for on, and `GND`; `EN` where it has an enable pin.
    public let pins: [PartPin]
    /// `on`, the share of the full value, from 0 to 1.
    public let outputs = [PartOutput("on", initial: 0.0, in: 0...1)]

    /// What there is to know besides.
    public let traits = PartTraits("load", kind: "load", attributes: ["quantity", "value", "enable"], signals: [0])

    private var number: Int?

    /// Makes a load.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - quantity: The name of the quantity that it sets.
    ///   - fullValue: The quantity's value while the load is on, in the quantity's unit.
    ///   - hasEnable: Whether it has an enable pin.
    public init(_ id: String, quantity: String, fullValue: Double = 1, hasEnable: Bool = false) {
        self.id = id
        self.quantity = quantity
        self.fullValue = fullValue
        pins =
            [PartPin("IN", .input, watch: .voltage), PartPin("GND", .ground)]
            + (hasEnable ? [PartPin("EN", .input)] : [])
    }

    /// Makes a load from a diagram, with the attributes `quantity`, `value` and `enable`.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(
            id, quantity: try attributes.text("quantity"), fullValue: try attributes.number("value", default: 1),
            hasEnable: try attributes.flag("enable", default: false))
    }

    /// Sets the quantity as the pins say.
    public func start(_ context: borrowing PartContext) {
        number = context.quantity(quantity)
        if number == nil { context.report("there is no quantity ‘\(quantity)’ to be switched") }
        pinChanged(Self.input, context)
    }

    /// Sets the quantity as the pins say.
    public func pinChanged(_ pin: Int, _ context: borrowing PartContext) {
        let isEnabled = pins.count <= Self.enable || context.read(Self.enable) == .high
        let wanted = context.wave(Self.input).map(\.dutyCycle) ?? (context.isHigh(Self.input) ? 1 : 0)
        let share = isEnabled ? wanted : 0
        context.show(0, .number(share))
        if let number { context.set(quantity: number, to: share * fullValue) }
    }
}
