// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A resistor.
public final class ResistorPart: DescribedPart {
    /// Wokwi's name.
    public static let type = "wokwi-resistor"

    /// The part's name on its board.
    public let id: String
    /// The resistance, in ohms.
    public let ohms: Double
    /// Two pins, `1` and `2`.
    public let pins = [PartPin("1"), PartPin("2")]
    /// What conducts between them.
    public let links: [PartLink]
    /// What there is to know besides.
    public let traits = PartTraits("resistor", attributes: ["value"])

    /// Makes a resistor.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - ohms: The resistance, in ohms.
    public init(_ id: String, ohms: Double) {
        self.id = id
        self.ohms = ohms
        links = [PartLink(0, 1, ohms: ohms)]
    }

    /// Makes a resistor from a diagram, with the attribute `value` in ohms.
    public convenience init(id: String, attributes: PartAttributes) throws(PartError) {
        self.init(id, ohms: try attributes.number("value", default: 1000, in: 0...1e12))
    }
}
