// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A grinder: makes ground coffee of beans, so much in a second.
final class Grinder: PhysicalModel {
    let name = "grinder"
    let quantities: [Quantity]
    let inputs = ["grinder.power"]
    let step = Duration.milliseconds(50)

    /// How much it grinds, in g/s.
    private let rate = 2.4

    private var beans = 0
    private var ground = 0
    private var power = 0

    init(beans: Double) {
        quantities = [
            Quantity("hopper.beans", unit: "g", initial: beans, in: 0...500),
            Quantity("coffee.ground", unit: "g", initial: 0, in: 0...22),
        ]
    }

    func start(_ context: borrowing ModelContext) {
        beans = context.quantity("hopper.beans") ?? 0
        ground = context.quantity("coffee.ground") ?? 0
        power = context.quantity("grinder.power") ?? 0
    }

    func advance(by seconds: Double, _ context: borrowing ModelContext) {
        context.move(rate * context[power] * seconds, from: beans, to: ground)
    }

    func isResting(_ context: borrowing ModelContext) -> Bool {
        context[power] == 0 || context[beans] == 0 || context[ground] >= 22
    }
}
