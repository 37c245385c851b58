// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A text beside the parts; it does nothing.
public final class TextPart: DescribedPart {
    /// The type's name.
    public static let type = "wokwi-text"

    /// The part's name on its board.
    public let id: String
    /// None.
    public let pins: [PartPin] = []
    /// `text`: what it says.
    public let outputs: [PartOutput]
    /// What there is to know besides.
    public let traits = PartTraits("text", attributes: ["text"])

    /// Makes a text.
    ///
    /// - Parameters:
    ///   - id: The part's name on its board.
    ///   - attributes: `text`.
    /// - Throws: ``PartError`` when an attribute can't be read.
    public init(id: String, attributes: PartAttributes) throws(PartError) {
        self.id = id
        outputs = [PartOutput("text", initial: .text(try attributes.text("text")))]
    }
}
