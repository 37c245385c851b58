// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunSimulator

/// The DAGs that come with Dagrun.
@main struct Examples: DAGBundle {
    var dags: [DAG] {
        [sales, branchAndRules, mappingProduct, sensors, retriesAndBackoff, callbacks, summitDemo, espresso]
    }

    var pools: [String: Int] { ["printer": 1] }

    var boards: [String: DeclaredBoard] {
        ["coffee": .coffee()]
    }
}
