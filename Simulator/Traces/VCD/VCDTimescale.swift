// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How long a unit of time is in a VCD.
public enum VCDTimescale: String, Sendable, Hashable, CaseIterable {
    /// A nanosecond: nothing is lost, and viewers of sampled data may find it too fine.
    case nanosecond = "1 ns"
    /// A microsecond.
    case microsecond = "1 us"
    /// A millisecond.
    case millisecond = "1 ms"

    /// Nanoseconds in a unit.
    public var nanoseconds: Int64 {
        switch self {
        case .nanosecond: 1
        case .microsecond: 1_000
        case .millisecond: 1_000_000
        }
    }
}
