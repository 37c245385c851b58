// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// A bundle of a thousand tasks; the first one in the source says when it began.
struct WideBundle: DAGBundle {
    var dags: [DAG] {
        [
            DAG("wide") {
                task("task_0") { _ in
                    ChildReport.began()
                    return Payload(after: [])
                }
                for number in 1..<1_000 {
                    task("task_\(number)") { _ in Payload(after: []) }
                }
            }
        ]
    }
}
