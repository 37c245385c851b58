// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A keypad: each key connects its row to its column.
public final class KeypadPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-membrane-keypad"

    // The printed tracks of a membrane conduct less well than metal.
    private static let contact = 100.0

    /// The part's name on its board.
    public let id: String
    /// `R1` to `R4`, then `C1` to `C4`.
    public let pins = (1...4).map { PartPin("R\($0)") } + (1...4).map { PartPin("C\($0)") }
    /// The contacts, row by row.
    public let links: [PartLink]
    /// One for each key, by its label; of two with one label the second one is called `label.2`.
    public let controls: [PartControl]
    /// `pressed`: the labels of the keys that are pressed.
    public let outputs = [PartOutput("pressed", initial: "")]
    /// What there is to know besides.
    public let traits: PartTraits

    private let labels: [String]

    /// Makes a keypad.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `columns`, 3 or 4; `keys`, the labels in rows of four.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        let columns = try attributes.choice("columns", of: ["4", "3"]) == "3" ? 3 : 4
        let keys = try attributes.list(
            "keys", default: ["1", "2", "3", "A", "4", "5", "6", "B", "7", "8", "9", "C", "*", "0", "#", "D"])
        var labels: [String] = []
        var links: [PartLink] = []
        for row in 0..<4 {
            for column in 0..<columns {
                let place = row * 4 + column
                var label = place < keys.count && !keys[place].isEmpty ? keys[place] : "R\(row + 1)C\(column + 1)"
                let name = label
                var number = 2
                while labels.contains(label) {
                    label = "\(name).\(number)"
                    number += 1
                }
                labels.append(label)
                links.append(PartLink(row, 4 + column, ohms: nil))
            }
        }
        self.labels = labels
        self.links = links
        controls = labels.map { .flag($0) }
        var traits = PartTraits(
            "keypad", kind: "keypad", attributes: ["columns", "keys"], signals: Array(0..<(4 + columns)))
        traits.optional = [7]
        self.traits = traits
    }

    /// Takes the keys that are pressed.
    public func start(_ context: borrowing PartContext) {
        for key in labels.indices { press(key, context.control(key), context) }
        show(context)
    }

    /// Presses a key or lets go of it.
    public func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        press(control, value, context)
        show(context)
    }

    private func press(_ key: Int, _ value: PartValue, _ context: borrowing PartContext) {
        context.setLink(key, ohms: value.flag == true ? Self.contact : nil)
    }

    private func show(_ context: borrowing PartContext) {
        var pressed: [String] = []
        for (key, label) in labels.enumerated() where context.control(key).flag == true { pressed.append(label) }
        context.show(0, .text(pressed.joined(separator: " ")))
    }
}
