// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A text on an edge.
///
/// ```swift
/// check >>> Label("rows found") >>> load
/// ```
///
/// Airflow's `Label`.
public struct Label: Sendable, Hashable {
    /// The text.
    public var text: String

    /// Makes a label.
    ///
    /// - Parameter text: The text.
    public init(_ text: String) { self.text = text }
}
