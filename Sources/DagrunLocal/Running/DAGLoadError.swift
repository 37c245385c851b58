// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunAuthoring

/// A DAG, or several, can't be loaded.
public struct DAGLoadError: Error, Sendable, Hashable, CustomStringConvertible {
    /// All that is wrong, in the order of the source.
    public var faults: [DAGFault]

    /// Makes the error.
    ///
    /// - Parameter faults: All that is wrong; at least one.
    public init(faults: [DAGFault]) { self.faults = faults }

    /// All faults, a line each, as compilers print errors.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
