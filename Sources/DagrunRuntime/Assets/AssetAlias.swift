// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A name through which a task writes assets that are known only when it runs.
///
/// Airflow's `AssetAlias`. Declare it with `outlets`, and tell the assets with ``TaskContext/addEvent(of:through:extra:partitionKey:)``.
public struct AssetAlias: Sendable, Hashable {
    /// The alias's name.
    public var name: String

    /// Names an alias.
    ///
    /// - Parameter name: The alias's name.
    public init(_ name: String) { self.name = name }
}
