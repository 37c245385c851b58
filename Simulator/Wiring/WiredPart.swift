// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// A part of a diagram together with what is known of it.
public struct WiredPart: Sendable {
    /// The part as the diagram has it.
    public let part: DiagramPart
    /// What is known of it.
    public let description: PartDescription
    /// The board that it is; nil for other parts.
    public let board: SimulatedBoard?
    /// Whether nothing is known of its type; its pins are those that wires name.
    public let isUnknown: Bool
    /// Where it stands in the file; nil where that is not known.
    public let place: DiagramPlace?
    /// The net of each of its pins, in the order of the description.
    public internal(set) var nets: [Int] = []

    /// The part's id.
    public var id: String { part.id }

    /// The net of a pin.
    ///
    /// - Parameter name: The pin's name.
    /// - Returns: The net's place in ``Wiring/nets``; nil when there is no such pin.
    public func net(of name: String) -> Int? {
        description.pins.firstIndex { $0.name == name || $0.aliases.contains(name) }.map { nets[$0] }
    }
}

extension WiredPart {
    /// A part that was made in Swift.
    init(_ part: any Part) {
        let board = (part as? BoardPart)?.board ?? (part as? RaspberryPiPart)?.model.board
        let traits = (part as? any DescribedPart)?.traits
        var attributes: [String: JSONValue] = [:]
        if let color = traits?.color { attributes["color"] = .string(color) }
        self.init(
            part: DiagramPart(id: part.id, type: type(of: part).type, attributes: attributes),
            description: board?.partDescription ?? PartDescription(part), board: board, isUnknown: false, place: nil)
    }
}
