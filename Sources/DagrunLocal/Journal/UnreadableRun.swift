// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import FoundationEssentials

/// A run that is kept on disk, and whose journal can't be read.
public struct UnreadableRun: Sendable, Hashable {
    /// The DAG's id.
    public var dagID: String
    /// The run's id.
    public var runID: String
    /// When it began; nil where not even that can be read.
    public var start: Date?
    /// What is wrong, and what to do.
    public var reason: String
}
