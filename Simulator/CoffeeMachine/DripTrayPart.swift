// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Where cup and filter are: a person takes the cup away and knocks the puck out.
public final class DripTrayPart: Part {
    /// The type's name.
    public static let type = "chip-drip-tray"

    /// The part's name on its board.
    public let id: String
    /// It has none.
    public let pins: [PartPin] = []
    /// `cleared`: set to 1 when cup and puck are taken away.
    public let controls = [PartControl.flag("cleared")]

    private var quantities: [Int] = []

    /// Makes a tray.
    ///
    /// - Parameter id: The part's name on its board.
    public init(_ id: String) { self.id = id }

    /// Makes a tray from a diagram.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) { self.init(id) }

    /// Finds what is on it.
    public func start(_ context: borrowing PartContext) {
        quantities = ["cup.water", "puck.water", "coffee.ground"].compactMap { context.quantity($0) }
    }

    /// Takes cup and puck away.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        guard value == true else { return }
        for quantity in quantities { context.set(quantity: quantity, to: 0) }
    }
}
