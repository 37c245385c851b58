// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// What an upstream pushed is not of the type that an input has.
///
/// The compiler sees to that within one version of a DAG; values that were given by hand, or are of an earlier version, may
/// differ.
public struct UnfitXCom: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key of the value.
    public var key: XComKey
    /// What is wrong with it.
    public var reason: String

    /// Which value it is, and what is wrong with it.
    public var description: String {
        "what task \(TaskInstanceID(key.taskID, mapIndex: key.mapIndex)) pushed as “\(key.key)” does not fit:"
            + " \(reason)"
    }
}
