// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

struct Say: Operator {
    var text: Input<String>
    func execute(_ context: TaskContext) async throws -> String { try await context.resolve(text) }
}

let dag = DAG("d") {
    let name = task("name") { _ in "ann" }
    // expect-error: a task has no text: write \(task.output)
    task("say", Say(text: "hello \(name)"))
}
