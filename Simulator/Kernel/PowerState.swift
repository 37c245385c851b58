// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Whether a part runs.
struct PowerState {
    /// Its pins of the role `power`.
    let pins: [Int32]
    /// Its pins of the role `supply`.
    let supplies: [Int32]
    var isOn = false
    /// Whether a fault keeps it off.
    var isBrownedOut = false
}
