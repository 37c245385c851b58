// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let one = task("one") { _ in 1 }
    let two = task("two") { _ in 2 }
    // expect-error: two lists: write cross(_:_:) for all to all, or chain(_:) for place by place
    [one] >>> [two]
}
