// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let count = task("count") { _ in 1 }
    // expect-error: value of type 'Int' has no member 'uppercased'
    task("use", count.output) { count in count.uppercased() }
}
