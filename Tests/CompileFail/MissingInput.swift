// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

struct Blink: Operator {
    var times: Input<Int>
    func execute(_ context: TaskContext) async throws -> Int { try await context.resolve(times) }
}

let dag = DAG("d") {
    // expect-error: missing argument for parameter 'times' in call
    task("blink", Blink())
}
