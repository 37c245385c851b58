// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

struct Say: Operator {
    var text: Input<String>
    func execute(_ context: TaskContext) async throws -> String { try await context.resolve(text) }
}

let dag = DAG("d") {
    let names = task("names") { _ in ["ann"] }
    // expect-error: missing argument label 'json:'
    task("say", Say(text: "hello \(names.output)"))
}
