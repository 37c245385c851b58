// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let count = task("count") { _ in 1 }
    // expect-error: to expected argument type 'Input<String>'
    // expect-error: generic parameter 'Value' could not be inferred
    task("use", count.output) { (text: String) in text }
}
