// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

#if canImport(Glibc)
import Glibc
#endif

/// The bundle that the integration tests put under a real Airflow.
@main struct ConformanceBundle: DAGBundle {
    var dags: [DAG] {
        // For measurements: what a worker takes is not to grow with what the language can say. Without Foundation's
        // ProcessInfo, which would link three megabytes.
        if unsafe getenv("DAGRUN_CONFORMANCE_DAGS") != nil { return StubDAGs.all }
        return StubDAGs.all + FeatureDAGs.all + ProtocolDAGs.all + [RoundTrip.dag, RoundTrip.frames, faults, chaos]
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
