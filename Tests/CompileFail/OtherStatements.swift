// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let one = task("one") { _ in 1 }
    // expect-error: an input does nothing by itself: hand it to a task
    one.output
    // expect-error: only tasks, groups, branches and edges stand here
    Set([1])
}
