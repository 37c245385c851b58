// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What names a job in the Edge API.
public struct EdgeJobKey: Sendable, Hashable {
    /// The DAG's id; `ExecuteCallback` for callbacks.
    public var dagID: String
    /// The task's id; the callback's id for callbacks.
    public var taskID: String
    /// The run's id.
    public var runID: String
    /// The number of the try; 0 for callbacks.
    public var tryNumber: Int
    /// The instance's place in its mapped task; -1 where it is not mapped.
    public var mapIndex: Int

    /// Names a job.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - taskID: The task's id.
    ///   - runID: The run's id.
    ///   - tryNumber: The number of the try.
    ///   - mapIndex: The instance's place in its mapped task; -1 where it is not mapped.
    public init(dagID: String, taskID: String, runID: String, tryNumber: Int, mapIndex: Int) {
        self.dagID = dagID
        self.taskID = taskID
        self.runID = runID
        self.tryNumber = tryNumber
        self.mapIndex = mapIndex
    }

    var path: [String] { [dagID, taskID, runID, String(tryNumber), String(mapIndex)] }
}

extension EdgeJobKey: CustomStringConvertible {
    /// The DAG, the task with its map index, the run and the try.
    public var description: String {
        "\(dagID).\(taskID)\(mapIndex < 0 ? "" : "[\(mapIndex)]") of \(runID), try \(tryNumber)"
    }
}
