// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// What the kernel knows of a line, as far as levels and edges are concerned.
struct LineState {
    /// Its pin among all pins of the board; -1 where it isn't brought out.
    let pin: Int32
    let chip: Int32
    /// Its place in the request that holds it.
    var place = 0
    var direction = Direction.input
    var drive = Drive.pushPull
    var bias: Bias
    /// The level that it drives as an output.
    var value = false
    var isActiveLow = false
    var isRealtime = false
    /// The physical level that was seen last.
    var level = false
    /// What the debouncer takes for the level.
    var debouncedLevel = false
    var detectsRising = false
    var detectsFalling = false
    var isDebouncing = false
    var debounceGeneration: UInt32 = 0
    /// How long the line must be stable, in nanoseconds; 0: it isn't debounced.
    var debounce: Int64 = 0
    /// How many events of the line were made since it was claimed.
    var sequence: UInt64 = 0
}
