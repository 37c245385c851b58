// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunSimulator

/// What a test waited for did not come in time.
public struct BoardTimeout: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was waited for.
    public let condition: Condition
    /// For how long.
    public let timeout: Duration
    /// The signals of the condition, as they are drawn.
    public let waveform: String

    /// What was waited for, and its signals.
    public var description: String {
        "waited for \(condition), in vain for \(TraceText.duration(timeout))\n\(waveform)"
    }
}
