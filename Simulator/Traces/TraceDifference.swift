// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// The first instant at which a trace is not what another one says it should be.
public struct TraceDifference: Sendable, Hashable, CustomStringConvertible {
    /// The signal, by name.
    public let signal: String
    /// The instant; nil when one of the traces has no such signal.
    public let time: Timestamp?
    /// What differs.
    public let reason: String
    /// Both courses of the signal around the instant, as they are drawn.
    public let waveform: String

    /// What differs, and both courses of the signal around the instant.
    public var description: String { waveform.isEmpty ? reason : "\(reason)\n\(waveform)" }
}
