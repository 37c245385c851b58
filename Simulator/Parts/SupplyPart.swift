// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A supply, drawn as a symbol.
public final class SupplyPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-vcc"

    /// The part's name on its board.
    public let id: String
    /// The supply.
    public let pins: [PartPin]
    /// What there is to know besides.
    public let traits = PartTraits("supply", attributes: ["voltage"])

    /// Makes a supply.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `voltage` in volts, 5 by default.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        pins = [PartPin("VCC", .supply(try attributes.number("voltage", default: 5, in: 0.1...48)))]
    }
}
