// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Some of the task instances of a run.
struct InstanceChoice {
    private let task: String?
    private let mapIndex: Int?

    /// Chooses instances.
    ///
    /// - Parameters:
    ///   - record: The run.
    ///   - task: A task or group; nil: all tasks.
    ///   - mapIndex: One instance of a mapped task; nil: all.
    ///   - others: Ids of tasks that are known besides those in the record.
    /// - Throws: ``RunError`` when nothing bears the name of the task.
    init(in record: RunRecord, task: String?, mapIndex: Int?, besides others: [String] = []) throws(RunError) {
        self.task = task
        self.mapIndex = mapIndex
        guard let task else { return }
        let known = Set(record.instances.keys.map(\.taskID)).union(others)
        guard !known.contains(where: { $0 == task || $0.hasPrefix(task + ".") }) else { return }
        let hint = Suggestion.closest(to: task, in: known).map { "; did you mean “\($0)”?" } ?? ""
        throw .badOption("nothing is recorded of a task “\(task)” in run \(record.facts.runID)\(hint)")
    }

    /// Whether an instance is one of them.
    func contains(_ id: TaskInstanceID) -> Bool {
        if let task, id.taskID != task, !id.taskID.hasPrefix(task + ".") { return false }
        return mapIndex.map { $0 == id.mapIndex } ?? true
    }
}
