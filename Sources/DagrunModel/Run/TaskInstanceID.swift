// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Names one task instance within a run.
public struct TaskInstanceID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The full id of the task.
    public var taskID: String
    /// The instance's place in its mapped task; -1 where the task is not mapped.
    public var mapIndex: Int

    /// The map index of a task that is not mapped, as in Airflow.
    public static let unmapped = -1

    /// Names an instance.
    ///
    /// - Parameters:
    ///   - taskID: The full id of the task.
    ///   - mapIndex: Its place in a mapped task, from 0; -1 where the task is not mapped.
    public init(_ taskID: String, mapIndex: Int = Self.unmapped) {
        self.taskID = taskID
        self.mapIndex = mapIndex
    }

    /// The task's id, with the map index in brackets where there is one.
    public var description: String { mapIndex < 0 ? taskID : "\(taskID)[\(mapIndex)]" }

    /// The instance as people read it: `total[31]`, and `total[31] (Houston)` where it has a label.
    ///
    /// - Parameter label: The label of a mapped instance.
    /// - Returns: The id with the label.
    package func named(_ label: String?) -> String { label.map { "\(self) (\($0))" } ?? description }

    /// Orders by task id, then by map index.
    public static func < (left: Self, right: Self) -> Bool {
        left.taskID == right.taskID ? left.mapIndex < right.mapIndex : left.taskID < right.taskID
    }
}
