// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let count = task("count") { _ in 1 }
    // expect-error: (Int, TaskContext)
    task("use", count.output) { count, name, context in count + 1 }
}
