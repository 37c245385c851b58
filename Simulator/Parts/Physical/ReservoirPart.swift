// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Something that a person fills: a water tank, a hopper of beans.
///
/// Its control sets a quantity of the environment, and its output shows it.
public final class ReservoirPart: Part {
    /// The type's name.
    public static let type = "chip-reservoir"

    private static let above = 0
    private static let below = 1

    /// The part's name on its board.
    public let id: String
    /// The quantity that it holds.
    public let quantity: String
    /// It has none.
    public let pins: [PartPin] = []
    /// `amount`, what a person fills it to.
    public let controls: [PartControl]
    /// `amount`, what is in it, to a hundredth of its capacity.
    public let outputs: [PartOutput]

    private let capacity: Double
    private var number: Int?

    /// Makes a reservoir.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - quantity: The name of the quantity that it holds.
    ///   - capacity: The most that is in it, in the quantity's unit; more than zero.
    ///   - amount: What is in it at the begin, in the quantity's unit.
    ///   - unit: The quantity's unit.
    public init(_ id: String, quantity: String, capacity: Double, amount: Double, unit: String) {
        self.id = id
        self.quantity = quantity
        self.capacity = max(capacity, 1e-9)
        controls = [.number("amount", in: 0...self.capacity, unit: unit, initial: amount)]
        outputs = [PartOutput("amount", initial: .number(amount), in: 0...self.capacity, unit: unit)]
    }

    /// Makes a reservoir from a diagram, with the attributes `quantity`, `capacity`, `amount` and `unit`.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        let capacity = try attributes.number("capacity", default: 1000, in: 1e-9...1e15)
        self.init(
            id, quantity: try attributes.text("quantity"), capacity: capacity,
            amount: try attributes.number("amount", default: capacity, in: 0...capacity),
            unit: try attributes.text("unit"))
    }

    /// Shows what is in it, now and whenever that changes.
    public func start(_ context: borrowing PartContext) {
        number = context.quantity(quantity)
        if number == nil { context.report("there is no quantity ‘\(quantity)’ to be held") }
        show(context)
    }

    /// It is filled or emptied.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        guard let number, let amount = value.number else { return }
        context.set(quantity: number, to: amount)
        show(context)
    }

    /// Shows what is in it.
    public func thresholdCrossed(_ threshold: Int, isAbove: Bool, _ context: borrowing PartContext) { show(context) }

    private func show(_ context: borrowing PartContext) {
        guard let number else { return }
        let amount = context.value(of: number)
        let grain = capacity / 100
        context.show(0, .number(((amount / grain * 10).rounded() / 10) * grain))
        _ = context.watch(quantity: number, crossing: amount + grain, as: Self.above)
        _ = context.watch(quantity: number, crossing: amount - grain, as: Self.below)
    }
}
