// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import FoundationEssentials

/// A job that a worker runs.
struct RunningJob: Sendable {
    /// What names it.
    var key: EdgeJobKey
    /// How many slots it takes.
    var slots: Int
    /// When it was taken.
    var started: Date
}
