// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Names an XCom within a run.
public struct XComKey: Sendable, Hashable {
    /// The key of a task's result.
    public static let returnValue = "return_value"

    /// The full id of the task that pushed it.
    public var taskID: String
    /// The map index of the instance that pushed it; -1 where the task is not mapped.
    public var mapIndex: Int
    /// The key.
    public var key: String

    /// Names an XCom.
    ///
    /// - Parameters:
    ///   - taskID: The full id of the task that pushed it.
    ///   - mapIndex: The map index of the instance; -1 where the task is not mapped.
    ///   - key: The key.
    public init(taskID: String, mapIndex: Int = -1, key: String = Self.returnValue) {
        self.taskID = taskID
        self.mapIndex = mapIndex
        self.key = key
    }
}
