// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Ground, drawn as a symbol.
public final class GroundPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-gnd"

    /// The part's name on its board.
    public let id: String
    /// Ground.
    public let pins = [PartPin("GND", .supply(0))]
    /// What there is to know besides.
    public let traits = PartTraits("ground")

    /// Makes a ground.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: None.
    /// - Throws: Nothing; other types of parts do.
    public init(id: String, attributes: PartAttributes) throws(PartError) { self.id = id }
}
