// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// The bundle whose program the tests on a kernel's pins run.
@main struct PinFixture: DAGBundle {
    var dags: [DAG] { [lamp, watering] }

    var wiring: [String: PinID] {
        ["button.start": "GPIO17", "lamp": "GPIO18", "pump": "GPIO24", "lid": "GPIO25", "valve": "GPIO26"]
    }

    var interlocks: [Interlock] { [.requires("lid", for: "pump", .input(), "the lid is closed")] }
}
