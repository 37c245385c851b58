// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the kernel knows of a part's timer.
struct TimerState: BitwiseCopyable {
    var part: Int32
    /// The part's number for it.
    var timer: Int32
    /// Events of earlier settings have another number.
    var generation: UInt32 = 0
    var isSet = false
}
