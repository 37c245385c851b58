// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let names = task("names") { _ in ["ann"] }
    // expect-error: this task is not complete: say what it is mapped over with .expand(over:)
    task("greet", names.output)
    // expect-error: this task is not complete: give it code, or say what it is mapped over with .expand(over:)
    task("empty")
}
