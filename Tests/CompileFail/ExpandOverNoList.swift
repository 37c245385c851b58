// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let count = task("count") { _ in 1 }
    // expect-error: cannot convert value of type 'Input<Int>' to expected argument type 'Input<[Element]>'
    task("each").expand(over: count.output) { number in number }
}
