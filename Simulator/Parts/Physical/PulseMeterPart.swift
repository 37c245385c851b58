// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A meter that makes a pulse for each portion of a quantity that only grows: a flow meter, an energy meter.
///
/// Its output changes at each half of a portion, so pulses are as long as their breaks while the quantity grows evenly.
public final class PulseMeterPart: Part {
    /// The type's name.
    public static let type = "chip-pulse-meter"

    private static let out = 0

    /// The part's name on its board.
    public let id: String
    /// The quantity that it counts.
    public let quantity: String
    /// How much of the quantity makes a pulse, in the quantity's unit.
    public let portion: Double
    /// `OUT`, and the supply `VCC` and `GND`.
    public let pins = [PartPin("OUT", .output), PartPin("VCC", .power), PartPin("GND", .ground)]
    /// `pulses`, how many there were.
    public let outputs = [PartOutput("pulses", initial: 0.0)]

    private var number: Int?
    private var halves = 0
    private var base = 0.0

    /// Makes a meter.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - quantity: The name of the quantity that it counts.
    ///   - portion: How much of the quantity makes a pulse, in the quantity's unit; more than zero.
    public init(_ id: String, quantity: String, portion: Double) {
        self.id = id
        self.quantity = quantity
        self.portion = max(portion, 1e-9)
    }

    /// Makes a meter from a diagram, with the attributes `quantity` and `portion`.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(
            id, quantity: try attributes.text("quantity"),
            portion: try attributes.number("portion", default: 1, in: 1e-9...1e15))
    }

    /// Begins to count.
    public func start(_ context: borrowing PartContext) {
        halves = 0
        number = context.quantity(quantity)
        context.drive(Self.out, .low)
        guard let number else { return context.report("there is no quantity ‘\(quantity)’ to be counted") }
        base = context.value(of: number)
        watchNext(context)
    }

    /// Half a portion more went by.
    public func thresholdCrossed(_ threshold: Int, isAbove: Bool, _ context: borrowing PartContext) {
        if isAbove { timerFired(0, context) }
    }

    /// Half a portion more went by, of several that came at once.
    public func timerFired(_ timer: Int, _ context: borrowing PartContext) {
        halves += 1
        context.drive(Self.out, halves % 2 == 1 ? .high : .low)
        if halves % 2 == 1 { context.show(0, .number(Double(halves / 2 + 1))) }
        watchNext(context)
    }

    private func watchNext(_ context: borrowing PartContext) {
        guard let number else { return }
        let next = base + Double(halves + 1) * portion / 2
        if context.watch(quantity: number, crossing: next, as: 0) { context.set(0, after: .microseconds(50)) }
    }
}
