// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// The DAGs that come with Dagrun.
@main struct Examples: DAGBundle {
    var dags: [DAG] { [sales, branchAndRules, mappingProduct, sensors, retriesAndBackoff, callbacks, summitDemo] }

    var pools: [String: Int] { ["printer": 1] }
}
