// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a sensor does with its slot between two looks.
public enum SensorMode: String, Sendable, Hashable, Codable {
    /// Keeps it: for short waits and short intervals.
    case poke
    /// Gives it back: for long waits.
    case reschedule
}
