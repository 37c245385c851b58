// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// A bundle of a thousand tasks, each of which takes what the one above it returned; two lie below each.
struct TreeBundle: DAGBundle {
    static let size = 1_000

    var dags: [DAG] {
        [
            DAG("tree", defaults: TaskSettings(retries: 2)) {
                var outputs = [task("t0") { Payload(after: []) }.output]
                for number in 1..<Self.size {
                    outputs.append(
                        task("t\(number)", outputs[(number - 1) / 2]) { above in Payload(after: [above]) }.output)
                }
            }
        ]
    }
}
