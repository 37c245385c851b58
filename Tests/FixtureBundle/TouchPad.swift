// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator

/// A part that the simulator has not: its output is low while somebody touches it.
final class TouchPad: Part {
    static let type = "chip-touch-pad"

    let id: String
    let pins = [PartPin("OUT", .output)]
    let controls = [PartControl.flag("touched")]

    init(id: String, attributes: PartAttributes) { self.id = id }

    func start(_ context: borrowing PartContext) { controlChanged(0, to: context.control(0), context) }

    func controlChanged(_ control: Int, to value: PartValue, _ context: borrowing PartContext) {
        context.drive(0, value == true ? .low : .high)
    }
}
