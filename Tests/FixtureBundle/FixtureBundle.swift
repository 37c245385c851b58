// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunSimulator

/// The bundle whose program the tests of the commands run.
@main struct FixtureBundle: DAGBundle {
    var dags: [DAG] {
        [
            shop, flaky, past, latest, mapped, labelled, slow, patient, stuck, lamp, picoBlink, nucleoBlink, counter,
            turnSignals, asking,
        ]
    }

    var wiring: [String: PinID] { ["button.start": "GPIO17", "lamp": "GPIO18"] }

    var interlocks: [Interlock] { [.limit("lamp", onTime: .seconds(7200))] }

    var parts: [any Part.Type] { [TouchPad.self] }

    var boards: [String: DeclaredBoard] {
        [
            "desk": DeclaredBoard {
                RaspberryPiPart("pi")
                PushbuttonPart("btn").wired("1.l", to: "pi:GPIO17").wired("2.l", to: "pi:GND.1")
                ResistorPart("r1", ohms: 330).wired("1", to: "pi:GPIO18")
                LEDPart("led1").wired("A", to: "r1:2").wired("C", to: "pi:GND.2")
                ResistorPart("r2", ohms: 330).wired("1", to: "pi:GPIO23")
                LEDPart("led2").wired("A", to: "r2:2").wired("C", to: "pi:GND.2")
            }
        ]
    }
}
