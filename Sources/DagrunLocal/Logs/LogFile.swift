// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunSystem

/// The log of one try, on disk.
public struct LogFile: Sendable, Hashable {
    /// The task instance.
    public var instance: TaskInstanceID
    /// The try's number, from 1.
    public var tryNumber: Int
    /// The label of a mapped instance, where it has one.
    public var label: String?
    /// The file.
    public var path: String

    /// The try as people read it: `total[31] (Houston) try 1`.
    public var name: String { "\(instance.named(label)) try \(tryNumber)" }

    /// The log as an object, with a list of its lines.
    ///
    /// - Returns: The members `task_id`, `map_index`, `map_label`, `try_number`, `path` and `lines`.
    /// - Throws: `FileError` when it can't be read.
    public func json() throws(FileError) -> JSONValue {
        let lines = String(decoding: try bytes(), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        // Behind the last line end stands nothing.
        let whole = lines.last?.isEmpty == true ? lines.dropLast() : lines
        return .object(members.merging(["lines": .array(whole.map { .string(String($0)) })]) { $1 })
    }

    /// What names the log, as members of an object.
    var members: [String: JSONValue] {
        [
            "task_id": .string(instance.taskID),
            "map_index": .int(Int64(instance.mapIndex)),
            "map_label": label.map(JSONValue.string) ?? .null,
            "try_number": .int(Int64(tryNumber)),
            "path": .string(path),
        ]
    }

    /// The whole log.
    ///
    /// - Returns: Its bytes.
    /// - Throws: `FileError` when it can't be read.
    public func bytes() throws(FileError) -> [UInt8] { try Folders.read(path) }
}
