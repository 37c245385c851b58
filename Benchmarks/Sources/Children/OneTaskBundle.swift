// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// A bundle whose only task says when it began.
struct OneTaskBundle: DAGBundle {
    var dags: [DAG] {
        [
            DAG("one") {
                task("only") { _ in
                    ChildReport.began()
                    return Payload(after: [])
                }
            }
        ]
    }
}
