// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// The bundle that the integration tests put under a real Airflow.
@main struct ConformanceBundle: DAGBundle {
    var dags: [DAG] {
        StubDAGs.all + FeatureDAGs.all + ProtocolDAGs.all + [RoundTrip.dag, RoundTrip.frames, faults, chaos]
    }

    var pools: [String: Int] { ["printer": 4] }

    var boards: [String: DeclaredBoard] { ["bench": FeatureDAGs.bench] }

    var airflowCallbacks: [String: CallbackCall.Handler] {
        [
            "edge_callbacks.on_deadline": { call in
                call.logger.warning("deadline missed", metadata: ["text": "\(call.arguments)"])
            }
        ]
    }
}
