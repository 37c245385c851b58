// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
public import FoundationEssentials

/// A run on a virtual clock waits for something that can't happen any more.
///
/// Nothing is left to do, nobody waits for an instant, no simulated board has an event, and no outside work is in flight.
public struct StandstillError: Error, Sendable, Hashable, CustomStringConvertible {
    /// When.
    public var instant: Date
    /// What is waited for, as far as it was named.
    public var waiters: [String]

    /// What happened, and what to do.
    public var description: String {
        let what = waiters.isEmpty ? "" : ": \(waiters.joined(separator: ", "))"
        return "waits for something that can't happen any more after \(ISO8601.ts(instant))\(what); work outside of the"
            + " virtual clock must be done within withOutsideWork"
    }
}
