// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The way of the water: from the tank by the pump through the ground coffee into the cup.
final class Hydraulics: PhysicalModel {
    let name = "hydraulics"
    let quantities: [Quantity]
    let inputs = ["pump.power", "coffee.ground"]
    let step = Duration.milliseconds(20)

    /// The pressure that the pump makes, in bar: what an espresso is made with.
    private let pumpPressure = 9.0
    /// How fast the pressure builds up and falls, in s.
    private let rise = 1.0
    private let fall = 0.25
    /// What flows through without coffee, and through 18 g of it, in g/(s·bar).
    private let openConductance = 0.7
    private let coffeeConductance = 0.16
    /// How much water coffee keeps, in grams for each gram.
    private let retention = 1.1

    private var tank = 0
    private var puck = 0
    private var cup = 0
    private var pressure = 0
    private var flow = 0
    private var total = 0
    private var power = 0
    private var coffee = 0

    init(water: Double) {
        quantities = [
            Quantity("tank.water", unit: "g", initial: water, in: 0...1800),
            Quantity("puck.water", unit: "g", initial: 0, in: 0...200),
            Quantity("cup.water", unit: "g", initial: 0, in: 0...2000),
            Quantity("pump.pressure", unit: "bar", initial: 0, in: 0...20),
            Quantity("pump.flow", unit: "g/s", initial: 0, in: 0...20),
            Quantity("pump.total", unit: "g", initial: 0, in: 0 ... .infinity),
        ]
    }

    func start(_ context: borrowing ModelContext) {
        tank = context.quantity("tank.water") ?? 0
        puck = context.quantity("puck.water") ?? 0
        cup = context.quantity("cup.water") ?? 0
        pressure = context.quantity("pump.pressure") ?? 0
        flow = context.quantity("pump.flow") ?? 0
        total = context.quantity("pump.total") ?? 0
        power = context.quantity("pump.power") ?? 0
        coffee = context.quantity("coffee.ground") ?? 0
    }

    func advance(by seconds: Double, _ context: borrowing ModelContext) {
        let isPumping = context[power] > 0 && context[tank] > 0
        let target = isPumping ? pumpPressure * context[power] : 0
        let time = isPumping ? rise : fall
        var bar = target + (context[pressure] - target) * exponential(-seconds / time)
        if !isPumping, bar < 0.05 { bar = 0 }
        let ground = context[coffee]
        let conductance =
            ground > 1 ? min(openConductance, coffeeConductance * 18 / ground) : openConductance
        var moved = 0.0
        if bar > 0 {
            let wanted = bar * conductance * seconds
            let kept = max(0, min(wanted, ground * retention - context[puck]))
            if kept > 0 { moved += context.move(kept, from: tank, to: puck) }
            moved += context.move(wanted - kept, from: tank, to: cup)
        }
        context[pressure] = bar
        context[flow] = seconds > 0 ? moved / seconds : 0
        context[total] += moved
    }

    func isResting(_ context: borrowing ModelContext) -> Bool {
        context[flow] == 0 && context[pressure] == 0 && (context[power] == 0 || context[tank] == 0)
    }
}
