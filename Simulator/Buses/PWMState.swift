// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// A PWM channel of a computer on the board.
struct PWMState {
    let map: HardwareMap.PWM
    let part: Int
    let pin: Int32
    var isClaimed = false
    /// Who claimed it: the number of the claim.
    var claim: UInt32 = 0
    var config = PWMConfig(period: .milliseconds(1), pulse: .zero, isEnabled: false)
    /// When the present pulses began; nil where there are none.
    var start: Int64?
    /// The period of the present pulses, in nanoseconds.
    var period: Int64 = 1
    var generation: UInt32 = 0

    var name: String { "pwmchip\(map.chip)/pwm\(map.channel)" }
}
