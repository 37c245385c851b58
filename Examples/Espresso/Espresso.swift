// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

enum Water: String, BranchChoice { case enough, tooLittle }

/// Makes an espresso: waits for a button, heats, grinds, brews by weight and tells that it is done; without water it asks for some.
///
///     examples local espresso --board coffee
let espresso = DAG(
    "espresso", description: "Brew an espresso by weight on the simulated coffee machine",
    tags: ["example", "hardware"], queue: "gpio",
    params: [
        "grams": Param(36.0, in: 15...60, description: "espresso in the cup, in grams"),
        "celsius": Param(93.0, in: 85...96, description: "brewing temperature, in °C"),
    ]
) {
    let order = task("wait_for_order", ButtonSensor(.green).timeout(.minutes(30)))
    let level = task("look_into_tank", order.output) { _, context in try await Barista(context).hasWater() }
    let water = branch("water", level.output) { hasWater -> Water in hasWater ? .enough : .tooLittle }
    let ask = task("ask_for_water") { context in try await Barista(context).show("fill the tank", alarm: true) }
    let heat = task("heat") { context in
        try await Barista(context).heat(to: context.params.value("celsius", as: Double.self))
    }
    .timeout(.minutes(6))
    let grind = task("grind") { context in try await Barista(context).grind(for: .milliseconds(7500)) }
    let brew = task("brew", heat.output) { _, context in
        try await Barista(context).brew(
            context.params.value("grams", as: Double.self), at: context.params.value("celsius", as: Double.self))
    }
    .timeout(.minutes(2))
    let ready = task("signal", brew.output) { shot, context in
        try await Barista(context).show("\(Int(shot.grams.rounded())) g, enjoy", beeps: 2)
    }
    water.path(.tooLittle) >>> ask
    water.path(.enough) >>> [heat, grind]
    grind >>> brew >>> ready
}
