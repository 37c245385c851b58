// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// An upstream pushed no value under the key that was asked for.
public struct MissingXCom: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key that was asked for.
    public var key: XComKey

    package init(key: XComKey) { self.key = key }

    /// What is missing, and what to do.
    public var description: String {
        "task \(TaskInstanceID(key.taskID, mapIndex: key.mapIndex)) pushed no XCom “\(key.key)” in this run: it was skipped, failed, returned nothing, or"
            + " does not push its result; take its output as `.optional` if that may be so"
    }
}
