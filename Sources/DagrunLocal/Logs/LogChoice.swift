// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import DagrunSystem

/// Some of the logs of a run.
public struct LogChoice: Sendable {
    /// The run.
    public let folder: RunFolder
    private let instances: InstanceChoice
    private let tryNumber: Int?
    /// The labels of mapped instances, as far as they are known.
    var labels: [TaskInstanceID: String]

    /// Chooses logs.
    ///
    /// - Parameters:
    ///   - folder: The run.
    ///   - document: Its DAG as it is now, where there is one: a run that goes on may not have come to the task yet.
    ///   - task: A task or group; nil: all tasks.
    ///   - mapIndex: One instance of a mapped task; nil: all.
    ///   - tryNumber: One try; nil: all.
    /// - Throws: ``RunError`` when nothing bears the name of the task; what ``JournalReader/read(_:)`` throws.
    public init(
        _ folder: RunFolder, of document: DAGDocument? = nil, task: String? = nil, mapIndex: Int? = nil,
        tryNumber: Int? = nil
    ) throws {
        self.folder = folder
        self.tryNumber = tryNumber
        let record = try JournalReader.read(folder.journal).record
        instances = try InstanceChoice(
            in: record, task: task, mapIndex: mapIndex, besides: document?.tasks.map(\.taskID) ?? [])
        labels = record.instances.compactMapValues(\.mapLabel)
    }

    /// The logs that there are now, by task, map index and try.
    public var files: [LogFile] {
        let root = "\(folder.path)/logs"
        return Folders.names(in: root).flatMap { name -> [LogFile] in
            let taskID = RunHistory.decoded(name)
            return files(in: "\(root)/\(name)", of: taskID, mapIndex: TaskInstanceID.unmapped)
        }
        .sorted { ($0.instance, $0.tryNumber) < ($1.instance, $1.tryNumber) }
    }

    private func files(in path: String, of taskID: String, mapIndex: Int) -> [LogFile] {
        let instance = TaskInstanceID(taskID, mapIndex: mapIndex)
        return Folders.names(in: path).flatMap { name -> [LogFile] in
            if name.hasPrefix("map_index="), let index = Int(name.dropFirst(10)), index >= 0, mapIndex < 0 {
                return files(in: "\(path)/\(name)", of: taskID, mapIndex: index)
            }
            guard name.hasPrefix("attempt="), name.hasSuffix(".log"), let number = Int(name.dropFirst(8).dropLast(4)),
                instances.contains(instance), tryNumber == nil || tryNumber == number
            else { return [] }
            return [
                LogFile(instance: instance, tryNumber: number, label: labels[instance], path: "\(path)/\(name)")
            ]
        }
    }
}
