// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

enum Size: String, BranchChoice { case small, large }

let dag = DAG("d") {
    let size = branch("size") { Size.small }
    // expect-error: type 'Size' has no member 'medium'
    size.path(.medium) >>> task("use") { _ in 1 }
}
