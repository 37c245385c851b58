// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let count = task("count") { _ in 1 }
    // expect-error: cannot convert value of type 'TaskHandle<Int>' to expected argument type 'Input<
    task("use", count) { count in count + 1 }
}
