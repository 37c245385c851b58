// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A model of a board's surroundings while the board runs.
struct ModelState {
    let model: any PhysicalModel
    let quantities: Range<Int>
    let step: Int64
    /// When its quantities were brought up to date last, or when its rest began.
    var time: Int64 = 0
    var isResting = false
    var generation: UInt32 = 0
    /// Its quantities when its rest began.
    var anchors: [Double] = []
    /// The instant for which its quantities were asked last during its rest.
    var viewed: Int64 = -1
    /// When its quantities are told next during its rest.
    var sample: Int64 = .max
    /// What was told of its quantities last during its rest.
    var told: [Double] = []
}
