// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An edge of the graph.
public struct EdgeDefinition: Sendable, Hashable, Codable {
    /// The full id of the task or group that comes first.
    public var from: String
    /// The full id of the task or group that waits.
    public var to: String
    /// A text to show on the edge.
    public var label: String?

    /// Makes an edge.
    ///
    /// - Parameters:
    ///   - from: The full id of the task or group that comes first.
    ///   - to: The full id of the task or group that waits.
    ///   - label: A text to show on the edge.
    public init(from: String, to: String, label: String? = nil) {
        self.from = from
        self.to = to
        self.label = label
    }
}
