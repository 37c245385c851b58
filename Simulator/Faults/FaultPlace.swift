// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// Where a fault is.
enum FaultPlace {
    case pin(Int32)
    case part(Int)
    case chip(Int)
    case line(Int32)
    /// A bus by its place; nil as an address: all of it.
    case bus(Int, I2CAddress?)
}
