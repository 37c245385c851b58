// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A change of a line's logical value.
///
/// libgpiod's `gpiod_edge_event_type`. On a line that is active-low, ``rising`` is a fall of the voltage, as in the kernel.
public enum Edge: String, Sendable, Hashable, CaseIterable, Codable {
    /// The line became active.
    case rising
    /// The line became inactive.
    case falling
}
