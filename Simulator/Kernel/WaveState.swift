// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the kernel knows of a wave that a pin drives.
struct WaveState {
    var wave: Wave
    let pin: Int32
    /// Its place in the kernel's list.
    let place: Int32
    /// When another drive takes over, in nanoseconds: there are no edges from then on.
    var end = Int64.max
    /// Events of earlier waves of the pin have another number.
    var generation: UInt32 = 0
    /// Whether its next edge is an event: somebody watches levels.
    var isTicking = false
    /// Whether it shares its net with other strong drivers, so that each edge has all of them resolved.
    var isMixed = false
}
