// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An input of any type, as found among an operator's stored properties.
package protocol AnyInput: Sendable {
    /// What it takes from other tasks.
    var dependencies: [InputDependency] { get }
    /// The names of the params that its template reads.
    var paramNames: [String] { get }
    /// The mapped groups whose element it is made of: only what is inside them can take it.
    var elementOf: [String] { get }
    /// The text of its template or value, for listings; nil where it is an upstream's output.
    var preview: String? { get }
    /// Renders it, where it is a template or a known text.
    var render: (@Sendable (TaskContext) async throws -> String)? { get }
}
