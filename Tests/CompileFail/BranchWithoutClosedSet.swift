// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

let dag = DAG("d") {
    let count = task("count") { _ in 1 }
    // expect-error: requires that 'String' conform to 'BranchChoice'
    branch("size", count.output) { _ in "small" }
}
