// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// What a task did besides returning a value.
package struct TaskEffects: Sendable {
    /// What a branch or a short circuit decided.
    package enum Decision: Sendable, Hashable {
        /// A branch goes on with these tasks or groups only.
        case follow([String])
        /// A short circuit goes on (`true`) or skips all behind it.
        case goOn(Bool)
    }

    /// What a branch or a short circuit decided.
    package var decision: Decision?
    /// The label of a mapped instance.
    package var mapLabel: String?
    /// What is told beside the update of an asset, by the asset's name.
    package var assetExtras: [String: [String: JSONValue]] = [:]

    /// Updates of assets that were told one by one.
    package var assetEvents: [AssetUpdate] = []

    /// One update of an asset.
    package struct AssetUpdate: Sendable, Hashable {
        /// The asset.
        package var asset: AssetDefinition
        /// The alias through which it is told.
        package var alias: String?
        /// What is told beside it.
        package var extra: [String: JSONValue]
        /// The partition.
        package var partitionKey: String?
    }

    package init() {}
}
