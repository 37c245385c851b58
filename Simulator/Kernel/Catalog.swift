// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// The names of what is on a board; it doesn't change while the board runs.
struct Catalog {
    struct Pin {
        let path: String
        let role: PartPin.Role
        let bus: PartPin.BusRole?
        let watch: PartPin.Watch
    }

    var pins: [Pin] = []
    /// Pins by `part:pin`, with all names.
    var pinNumbers: [String: Int] = [:]
    var partNumbers: [String: Int] = [:]
    var nets: [Net] = []
    var controls: [BoardControl] = []
    var outputs: [BoardOutput] = []
    var lines: [BoardLine] = []
    var quantities: [Quantity] = []
    var quantityNumbers: [String: Int] = [:]
    var buses: [BoardBus] = []
    var chips: [ChipInfo] = []
}
