// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The clock that edges are stamped with.
///
/// libgpiod's `gpiod_line_clock`.
public enum EventClock: String, Sendable, Hashable, CaseIterable, Codable {
    /// Time since the machine's start without the time it was suspended (`CLOCK_MONOTONIC`).
    case monotonic
    /// Time since 1970, which may be set back (`CLOCK_REALTIME`).
    case realtime
    /// A hardware timestamp engine, where the chip has one.
    case hte
}
