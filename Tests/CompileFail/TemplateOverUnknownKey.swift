// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

struct Say: Operator {
    var text: Input<String>
    func execute(_ context: TaskContext) async throws -> String { try await context.resolve(text) }
}

let dag = DAG("d") {
    // expect-error: conform to 'TemplateValue'
    // expect-error: cannot infer key path type from context
    task("say", Say(text: "on \(\.dss)"))
}
