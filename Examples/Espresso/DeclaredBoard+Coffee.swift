// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunSimulator

extension DeclaredBoard {
    /// The coffee machine, with the rules that its heater must never break.
    ///
    /// The machine has a chain of contacts for the same purpose; see ``CoffeeMachine``. Of a fault in a program, the program's
    /// rules tell first, and say why.
    static func coffee(_ machine: CoffeeMachine = CoffeeMachine()) -> DeclaredBoard {
        DeclaredBoard(
            CoffeeMachine.boardDescription,
            interlocks: [
                .requires("tank", for: "heater", .input(bias: .pullUp, activeLow: true), "there is water in the tank"),
                .requires(reading: Boiler.reading, in: 0...125, for: "heater"),
                .watchdog("heater", .seconds(2)),
                .limit("pump", onTime: .seconds(90)),
            ]
        ) { machine.design() }
    }
}
