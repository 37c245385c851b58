// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// Opens a valve and runs a pump where the soil is dry; the pump may not run while the lid is open.
let watering = DAG("watering") {
    let soil = task(
        "soil",
        ReadSensorOperator(possible: 0...1) { board in
            try await MCP3008(try board.spi(chipSelect: 1)).read(.channel(0)).fraction
        })
    shortCircuit("dry", soil.output) { soil in soil.value < 0.4 }
        >>> task("valve", RelayOperator("valve", for: .milliseconds(20), activeHigh: false))
        >>> task("pump", RelayOperator("pump", for: .milliseconds(20)))
}
