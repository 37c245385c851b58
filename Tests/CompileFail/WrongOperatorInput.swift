// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

struct Blink: Operator {
    var times: Input<Int>
    func execute(_ context: TaskContext) async throws -> Int { try await context.resolve(times) }
}

let dag = DAG("d") {
    let name = task("name") { _ in "green" }
    // expect-error: cannot convert value of type 'Input<String>' to expected argument type 'Input<Int>'
    task("blink", Blink(times: name.output))
}
