// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// What a run was made for, and what `local` prints: the values that its last tasks returned.
///
/// The last tasks are those that no other task but a teardown comes behind.
public struct RunResults: Sendable {
    /// How many values are shown where they have to fit a terminal.
    private static let mostShown = 5

    /// The values by task, in the order of the document.
    private let values: [(taskID: String, json: String)]

    /// Takes the values of a run.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: The run.
    ///   - mask: Hides secrets: what is printed without being asked for must not tell one.
    public init(document: DAGDocument, record: RunRecord, mask: (String) -> String = { $0 }) {
        let results = RunJSON.results(document: document, record: record)
        let last = Self.lastTasks(document)
        values = document.tasks.compactMap { task in
            guard last.contains(task.taskID), let value = results[task.taskID], value != .null else { return nil }
            return (task.taskID, mask(CanonicalJSON.text(of: value)))
        }
    }

    /// The values, a line each: the task's id, an equals sign and JSON.
    ///
    /// - Parameter width: The columns of the terminal: longer lines are cut, and there are only a few. Nil: all of it.
    /// - Returns: The lines; none where no such task returned a value.
    public func lines(width: Int? = nil) -> [String] {
        guard let width else { return values.map { "\($0.taskID) = \($0.json)" } }
        var lines = values.prefix(Self.mostShown).map { value in
            // A long value is not looked at beyond what may be seen.
            DisplayWidth.truncate(
                "\(value.taskID) = " + DisplayWidth.oneLine(String(value.json.prefix(width))), to: width)
        }
        if values.count > Self.mostShown { lines.append("… \(values.count - Self.mostShown) more results") }
        return lines
    }

    private static func lastTasks(_ document: DAGDocument) -> Set<String> {
        let steps = TaskOrder(document).steps
        let teardowns = Set(document.tasks.filter { $0.teardown != nil }.map(\.taskID))
        var last: Set<String> = []
        /// Whether a task that counts comes behind a step.
        var isInner = [Bool](repeating: false, count: steps.count)
        for (place, step) in steps.enumerated().reversed() {
            let counts = step.taskID.map { !teardowns.contains($0) } ?? false
            if counts, !isInner[place], let taskID = step.taskID { last.insert(taskID) }
            guard counts || isInner[place] else { continue }
            for upstream in step.upstream { isInner[upstream] = true }
        }
        return last
    }
}
