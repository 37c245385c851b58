// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// The parts of a board and the wires between them, as a `diagram.json` holds them.
///
/// It is what a file says, without any judgement: a part's type may be unknown, and a wire may lead to a part that is absent.
///
/// Source: Wokwi, [diagram.json file format](https://docs.wokwi.com/diagram-format).
public struct Diagram: Sendable, Hashable {
    /// The version of the format.
    public var version: Int
    /// Who drew it; nil where the file doesn't say.
    public var author: String?
    /// What it was drawn with; nil where the file doesn't say.
    public var editor: String?
    /// The parts, in the file's order.
    public var parts: [DiagramPart]
    /// The wires, in the file's order.
    public var connections: [DiagramConnection]
    /// Members that say nothing to a simulator, such as `serialMonitor`, by name.
    public var otherMembers: [String: JSONValue]

    /// Makes a diagram.
    ///
    /// - Parameters:
    ///   - version: The version of the format.
    ///   - author: Who drew it.
    ///   - editor: What it was drawn with.
    ///   - parts: The parts.
    ///   - connections: The wires.
    ///   - otherMembers: Members that say nothing to a simulator, by name.
    public init(
        version: Int = 1, author: String? = nil, editor: String? = nil, parts: [DiagramPart] = [],
        connections: [DiagramConnection] = [], otherMembers: [String: JSONValue] = [:]
    ) {
        self.version = version
        self.author = author
        self.editor = editor
        self.parts = parts
        self.connections = connections
        self.otherMembers = otherMembers
    }
}
