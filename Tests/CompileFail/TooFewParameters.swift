// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let count = task("count") { _ in 1 }
    let names = task("names") { _ in ["ann"] }
    // expect-error: (Int, [String], TaskContext)
    task("use", count.output, names.output) { count in count + 1 }
}
