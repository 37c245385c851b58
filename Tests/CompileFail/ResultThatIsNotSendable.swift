// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

final class Counter: Codable { var count = 0 }

let dag = DAG("d") {
    // expect-error: type 'Counter' does not conform to the 'Sendable' protocol
    task("one") { _ in Counter() }
}
