// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring

extension DAG {
    /// The ids of its tasks, in the order of their declaration.
    var taskIDs: [String] { document.tasks.map(\.taskID) }

    /// Its edges as `a > b`, with labels as `a >[label] b`, sorted.
    var edgeTexts: [String] {
        document.edges.map { "\($0.from) >\($0.label.map { "[\($0)]" } ?? "") \($0.to)" }.sorted()
    }

    func definition(_ id: String) -> TaskDefinition? { document.tasks.first { $0.taskID == id } }

    /// The messages of its faults.
    var complaints: [String] { faults.map(\.message) }
}
