// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

extension DAGDocument {
    /// The document without some of its tasks.
    ///
    /// - Parameter kept: The ids of the tasks that stay.
    /// - Returns: The document with nothing that names another task.
    func keeping(_ kept: Set<String>) -> DAGDocument {
        var document = self
        document.tasks = tasks.filter { kept.contains($0.taskID) }.map { task in
            var task = task
            task.branchPaths = task.branchPaths.mapValues { $0.filter { kept.contains($0) || isGroup($0) } }
            task.teardown?.setups.removeAll { !kept.contains($0) }
            return task
        }
        document.edges = edges.filter { isKept($0.from, kept) && isKept($0.to, kept) }
        return document
    }

    private func isKept(_ id: String, _ kept: Set<String>) -> Bool { kept.contains(id) || isGroup(id) }

    private func isGroup(_ id: String) -> Bool { groups.contains { $0.groupID == id } }
}
