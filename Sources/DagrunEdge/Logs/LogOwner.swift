// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunModel

/// Whose log it is: a try's, at a server.
struct LogOwner: Hashable, Sendable {
    /// The URL of the Edge API.
    var server: String
    /// The job.
    var key: EdgeJobKey
    /// The id of the task instance, where the server names jobs by it.
    var taskInstanceID: String?

    init(server: String, key: EdgeJobKey, taskInstanceID: String?) {
        self.server = server
        self.key = key
        self.taskInstanceID = taskInstanceID
    }

    /// Reads the first line of a file; nil where it is none.
    init?(line: [UInt8]) {
        guard let value = try? JSONValue(parsing: line), case .string(let server)? = value["server"],
            case .string(let dag)? = value["dag_id"], case .string(let task)? = value["task_id"],
            case .string(let run)? = value["run_id"], case .int(let attempt)? = value["try_number"],
            case .int(let index)? = value["map_index"]
        else { return nil }
        self.server = server
        key = EdgeJobKey(dagID: dag, taskID: task, runID: run, tryNumber: Int(attempt), mapIndex: Int(index))
        if case .string(let id)? = value["task_instance_id"] { taskInstanceID = id }
    }

    /// The first line of a file, with its end.
    var line: [UInt8] {
        var members: [String: JSONValue] = [
            "server": .string(server), "dag_id": .string(key.dagID), "task_id": .string(key.taskID),
            "run_id": .string(key.runID), "try_number": .int(Int64(key.tryNumber)),
            "map_index": .int(Int64(key.mapIndex)),
        ]
        if let taskInstanceID { members["task_instance_id"] = .string(taskInstanceID) }
        return CanonicalJSON.bytes(of: .object(members)) + [UInt8(ascii: "\n")]
    }
}
