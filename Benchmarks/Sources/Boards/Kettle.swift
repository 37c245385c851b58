// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSimulator

/// A litre of water that a heater warms and that cools to 20 °C.
final class Kettle: PhysicalModel {
    let name = "kettle"
    let quantities = [Quantity("kettle.temperature", unit: "°C", initial: 20, in: -50...100)]
    let inputs = ["heater.watts"]
    private let isAlwaysStepping: Bool
    private let cooling = Relaxation(timeConstant: 3600)
    private var temperature = 0
    private var watts = 0

    init(isAlwaysStepping: Bool) { self.isAlwaysStepping = isAlwaysStepping }

    func start(_ context: borrowing ModelContext) {
        temperature = context.quantity("kettle.temperature") ?? 0
        watts = context.quantity("heater.watts") ?? 0
    }

    func advance(by seconds: Double, _ context: borrowing ModelContext) {
        let cooled = cooling.value(from: context[temperature], to: 20, after: seconds)
        context[temperature] = cooled + context[watts] * seconds / 4186
    }

    func isResting(_ context: borrowing ModelContext) -> Bool { !isAlwaysStepping && context[watts] == 0 }

    func rest(for seconds: Double, _ context: borrowing ModelContext) {
        context[temperature] = cooling.value(from: context[temperature], to: 20, after: seconds)
    }
}
