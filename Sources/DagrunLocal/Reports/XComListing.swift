// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials

/// The values that the tasks of a run returned or pushed: what `xcom` prints.
public struct XComListing: Sendable {
    private struct Entry {
        var id: TaskInstanceID
        var label: String?
        var key: String
        var value: [UInt8]
    }

    private let entries: [Entry]

    /// Looks values up.
    ///
    /// - Parameters:
    ///   - record: The run.
    ///   - task: A task or group; nil: all tasks.
    ///   - mapIndex: One instance of a mapped task; nil: all.
    ///   - key: One key; nil: all.
    /// - Throws: ``RunError`` when nothing in the run bears the name of the task.
    public init(_ record: RunRecord, task: String? = nil, mapIndex: Int? = nil, key: String? = nil) throws {
        let choice = try InstanceChoice(in: record, task: task, mapIndex: mapIndex)
        entries = record.instances.sorted { $0.key < $1.key }.flatMap { id, instance -> [Entry] in
            guard choice.contains(id) else { return [] }
            var values = instance.pushed
            if let value = instance.value { values[XComKey.returnValue] = value }
            return values.sorted { $0.key < $1.key }.compactMap { name, value in
                key == nil || key == name ? Entry(id: id, label: instance.mapLabel, key: name, value: value) : nil
            }
        }
    }

    /// Whether there is no value.
    public var isEmpty: Bool { entries.isEmpty }

    /// The values as text: a single one alone and in lines of its own, several as a table.
    ///
    /// - Parameter width: The columns of the terminal; longer lines of a table are cut. Nil: nothing is cut.
    /// - Returns: The lines.
    public func lines(width: Int? = nil) -> [String] {
        if entries.count == 1, let entry = entries.first {
            return String(decoding: CanonicalJSON.prettyBytes(of: Self.value(entry)), as: UTF8.self)
                .split(separator: "\n").map(String.init)
        }
        var table = TextTable(["TASK", "LABEL", "KEY", "VALUE"])
        for entry in entries {
            table.add([
                entry.id.description, entry.label ?? "", entry.key, String(decoding: entry.value, as: UTF8.self),
            ])
        }
        return table.lines(width: width)
    }

    /// The values as a list of objects.
    public var json: JSONValue {
        .array(
            entries.map { entry in
                [
                    "task_id": .string(entry.id.taskID),
                    "map_index": .int(Int64(entry.id.mapIndex)),
                    "map_label": entry.label.map(JSONValue.string) ?? .null,
                    "key": .string(entry.key),
                    "value": Self.value(entry),
                ]
            })
    }

    /// The value; a text that is no JSON, which no runner writes, as a string.
    private static func value(_ entry: Entry) -> JSONValue {
        (try? JSONValue(parsing: entry.value)) ?? .string(String(decoding: entry.value, as: UTF8.self))
    }
}
