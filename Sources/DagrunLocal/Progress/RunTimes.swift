// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials

/// Times taken from a record.
enum RunTimes {
    /// From the first start to the last end.
    struct Span: Hashable {
        var start: Date
        var end: Date
        var seconds: Double { max(0, end.timeIntervalSince(start)) }
    }

    /// When an instance ran; `nil` where it never ran or never ended.
    static func span(_ instance: RunRecord.Instance) -> Span? {
        guard let first = instance.attempts.first, let end = instance.attempts.compactMap(\.end).max() else {
            return nil
        }
        return Span(start: first.start, end: end)
    }

    /// How many tries an instance took; looks of a rescheduled sensor are one try.
    static func tries(_ instance: RunRecord.Instance) -> Int { instance.attempts.map(\.tryNumber).max() ?? 0 }

    /// Instances by task, in the order of the document, those of unknown tasks behind.
    static func byTask(_ document: DAGDocument, _ record: RunRecord)
        -> [(taskID: String, instances: [(id: TaskInstanceID, instance: RunRecord.Instance)])]
    {
        var groups: [String: [(id: TaskInstanceID, instance: RunRecord.Instance)]] = [:]
        for (id, instance) in record.instances { groups[id.taskID, default: []].append((id, instance)) }
        var seen: Set<String> = []
        let known = document.tasks.map(\.taskID).filter { seen.insert($0).inserted }
        let others = groups.keys.filter { !seen.contains($0) }.sorted()
        return (known + others).map { taskID in (taskID, (groups[taskID] ?? []).sorted { $0.id < $1.id }) }
    }

    /// An instant as ISO 8601 in UTC, with milliseconds.
    static func text(_ date: Date) -> String { ISO8601.milliseconds(date) }
}
