// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let doubled = task("doubled").expand(over: [1, 2]) { number in number * 2 }
    // expect-error: ([Int]) async throws -> Int'
    task("use", doubled.output) { (number: Int) in number }
}
