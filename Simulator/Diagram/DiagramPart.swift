// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// A part of a diagram.
public struct DiagramPart: Sendable, Hashable {
    /// The name that wires call it by, such as `led1`.
    public var id: String
    /// What it is, such as `wokwi-led`.
    public var type: String
    /// Its attributes by name.
    ///
    /// Their values are strings; only a keypad's `keys` may be a list.
    public var attributes: [String: JSONValue]
    /// How far right of the drawing's origin it stands, in pixels of 1/96 inch.
    public var left: Double
    /// How far below the drawing's origin it stands, in pixels of 1/96 inch.
    public var top: Double
    /// By how many degrees it is turned clockwise.
    public var rotation: Double
    /// Members that say nothing to a simulator, by name, kept for whoever writes the diagram again.
    public var otherMembers: [String: JSONValue]

    /// Makes a part.
    ///
    /// - Parameters:
    ///   - id: The name that wires call it by.
    ///   - type: What it is.
    ///   - attributes: Its attributes by name.
    ///   - left: How far right of the drawing's origin it stands, in pixels.
    ///   - top: How far below the drawing's origin it stands, in pixels.
    ///   - rotation: By how many degrees it is turned clockwise.
    ///   - otherMembers: Members that say nothing to a simulator.
    public init(
        id: String, type: String, attributes: [String: JSONValue] = [:], left: Double = 0, top: Double = 0,
        rotation: Double = 0, otherMembers: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.type = type
        self.attributes = attributes
        self.left = left
        self.top = top
        self.rotation = rotation
        self.otherMembers = otherMembers
    }
}
