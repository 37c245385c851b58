// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

/// An operator with inputs in every place where they are looked for.
struct Greet: Operator {
    struct Options: Sendable {
        var punctuation: Input<String> = "!"
    }

    var name: Input<String>
    var title: Input<String>?
    var others: [Input<String>] = []
    var options = Options()

    var taskDefaults: TaskSettings { TaskSettings(retries: 7, pool: "greeters") }

    func execute(_ context: TaskContext) async throws -> String {
        "hello \(try await context.resolve(name))\(try await context.resolve(options.punctuation))"
    }
}
