// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A wire of a diagram.
public struct DiagramConnection: Sendable, Hashable {
    /// One end.
    public var from: DiagramPin
    /// The other end.
    public var to: DiagramPin
    /// The wire's colour; empty for a wire that is not drawn.
    public var color: String
    /// How the wire is drawn, such as `["v-9.6", "h124.8"]`; it says nothing of what is connected.
    public var path: [String]

    /// Makes a wire.
    ///
    /// - Parameters:
    ///   - from: One end.
    ///   - to: The other end.
    ///   - color: The wire's colour.
    ///   - path: How the wire is drawn.
    public init(from: DiagramPin, to: DiagramPin, color: String = "", path: [String] = []) {
        self.from = from
        self.to = to
        self.color = color
        self.path = path
    }
}
