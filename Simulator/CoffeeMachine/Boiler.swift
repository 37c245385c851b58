// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A boiler: a heat capacity that a heater warms, and that the room and the water flowing through cool.
///
/// With a constant power and flow its temperature goes to that of equilibrium as an exponential, which is exact for any step. So
/// it rests whenever no water flows, also while it heats.
final class Boiler: PhysicalModel {
    // In J/(g·K), at 25 °C and 1 atm: CRC Handbook of Chemistry and Physics.
    static let heatOfWater = 4.18

    let name = "boiler"
    let quantities: [Quantity]
    let inputs = ["heater.power", "pump.flow", "room.temperature"]
    let step = Duration.milliseconds(20)

    /// What its metal and water take up, in J/K: 300 g of water and a kilogram of brass.
    private let capacity = 1_650.0
    /// What it loses to the room, in W/K.
    private let loss = 1.4
    /// The temperature of the water that comes from the tank, in °C.
    private let inlet = 20.0

    private var temperature = 0
    private var power = 0
    private var flow = 0
    private var room = 0

    init(temperature: Double) {
        quantities = [Quantity("boiler.temperature", unit: "°C", initial: temperature, in: -40...400)]
    }

    func start(_ context: borrowing ModelContext) {
        temperature = context.quantity("boiler.temperature") ?? 0
        power = context.quantity("heater.power") ?? 0
        flow = context.quantity("pump.flow") ?? 0
        room = context.quantity("room.temperature") ?? 0
    }

    func advance(by seconds: Double, _ context: borrowing ModelContext) { follow(seconds, context) }

    func isResting(_ context: borrowing ModelContext) -> Bool { context[flow] == 0 }

    func rest(for seconds: Double, _ context: borrowing ModelContext) { follow(seconds, context) }

    private func follow(_ seconds: Double, _ context: borrowing ModelContext) {
        let carried = context[flow] * Self.heatOfWater
        let conductance = loss + carried
        let end = (context[power] + loss * context[room] + carried * inlet) / conductance
        context[temperature] = end + (context[temperature] - end) * exponential(-seconds * conductance / capacity)
    }
}
