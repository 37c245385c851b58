// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let count = task("count") { _ in 1 }
    // expect-error: generic parameter 'Choice' could not be inferred
    // expect-error: cannot convert value of type 'String' to closure result type '[Choice]'
    branch("size", count.output) { _ in "small" }
}
