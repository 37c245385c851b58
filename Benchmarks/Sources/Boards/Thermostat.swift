// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator

/// Heats the kettle from 80 to 90 °C.
final class Thermostat: Part {
    static let type = "bench-thermostat"

    let id: String
    let pins: [PartPin] = []
    private var watts = 0

    init(_ id: String) { self.id = id }
    init(id: String, attributes: PartAttributes) { self.id = id }

    func start(_ context: borrowing PartContext) {
        guard let temperature = context.quantity("kettle.temperature"), let watts = context.quantity("heater.watts")
        else {
            return
        }
        self.watts = watts
        context.watch(quantity: temperature, crossing: 90, as: 0)
        if !context.watch(quantity: temperature, crossing: 80, as: 1) { context.set(quantity: watts, to: 2000) }
    }

    func thresholdCrossed(_ threshold: Int, isAbove: Bool, _ context: borrowing PartContext) {
        if threshold == 0, isAbove { context.set(quantity: watts, to: 0) }
        if threshold == 1, !isAbove { context.set(quantity: watts, to: 2000) }
    }
}
