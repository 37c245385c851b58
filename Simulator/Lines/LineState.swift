// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// What the kernel knows of a line, as far as edges are concerned.
struct LineState: BitwiseCopyable {
    /// Its pin among all pins of the board; -1 where it isn't brought out.
    var pin: Int32
    var chip: Int32
    /// The request that holds it; -1 for none.
    var request: Int32 = -1
    /// Its place in the request.
    var place: Int32 = 0
    /// The physical level that was seen last.
    var level = false
    /// What the debouncer takes for the level.
    var debouncedLevel = false
    var isActiveLow = false
    var detectsRising = false
    var detectsFalling = false
    var isRealtime = false
    var isDebouncing = false
    var debounceGeneration: UInt32 = 0
    /// How long the line must be stable, in nanoseconds; 0: it isn't debounced.
    var debounce: Int64 = 0
    /// How many events of the line were made since it was claimed.
    var sequence: UInt64 = 0
}
