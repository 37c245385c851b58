// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// A signal of a trace got another value.
public struct TraceChange: Sendable, Hashable {
    /// When.
    public var time: Timestamp
    /// The signal's place among those of its trace.
    public var signal: Int
    /// What it is from then on.
    public var value: TraceValue

    /// Makes a change.
    ///
    /// - Parameters:
    ///   - time: When.
    ///   - signal: The signal's place among those of its trace.
    ///   - value: What it is from then on.
    public init(time: Timestamp, signal: Int, value: TraceValue) {
        self.time = time
        self.signal = signal
        self.value = value
    }
}
