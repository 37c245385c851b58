// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Which edges of a line are told.
///
/// libgpiod's `gpiod_line_edge`.
public enum EdgeDetection: String, Sendable, Hashable, CaseIterable, Codable {
    /// None.
    case none
    /// Those at which the line becomes active.
    case rising
    /// Those at which the line becomes inactive.
    case falling
    /// All.
    case both

    /// Whether an edge is told.
    ///
    /// - Parameter edge: The edge.
    /// - Returns: True when it is.
    public func includes(_ edge: Edge) -> Bool {
        switch self {
        case .none: false
        case .rising: edge == .rising
        case .falling: edge == .falling
        case .both: true
        }
    }
}
