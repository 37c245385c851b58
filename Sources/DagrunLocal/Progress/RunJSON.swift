// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
import FoundationEssentials

/// A run as JSON, for programs: what `--output json` writes.
public enum RunJSON {
    /// Makes the JSON form of a run.
    ///
    /// Instants are ISO 8601 in UTC, durations seconds. `tasks` has a member for each instance. `results` has a member for
    /// each task that returned a value; see ``results(document:record:)``.
    ///
    /// - Parameters:
    ///   - document: The DAG; tasks come in its order.
    ///   - record: The run.
    /// - Returns: An object.
    public static func value(document: DAGDocument, record: RunRecord) -> JSONValue {
        var tasks: [JSONValue] = []
        for (taskID, instances) in RunTimes.byTask(document, record) {
            if instances.isEmpty { tasks.append(task(TaskInstanceID(taskID), nil)) }
            for (id, instance) in instances { tasks.append(task(id, instance)) }
        }
        return .object([
            "dag_id": .string(record.facts.dagID),
            "run_id": .string(record.facts.runID),
            "run_type": .string(record.facts.runType.rawValue),
            "logical_date": date(record.facts.logicalDate),
            "state": .string(record.state.rawValue),
            "reason": text(record.reason),
            "start": date(record.start),
            "end": date(record.end),
            "duration": record.end.map { .double($0.timeIntervalSince(record.start)) } ?? .null,
            "tasks": .array(tasks),
            "results": .object(results(document: document, record: record)),
        ])
    }

    /// What the tasks of a run returned.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - record: The run.
    /// - Returns: For each task that returned a value, the value; for a mapped task a list with a place for each instance,
    ///   `null` where it has none.
    public static func results(document: DAGDocument, record: RunRecord) -> [String: JSONValue] {
        var results: [String: JSONValue] = [:]
        for (taskID, instances) in RunTimes.byTask(document, record) {
            var mapped: [Int: JSONValue] = [:]
            for (id, instance) in instances {
                guard let value = instance.value.flatMap(decode) else { continue }
                if id.mapIndex < 0 { results[taskID] = value } else { mapped[id.mapIndex] = value }
            }
            guard let last = mapped.keys.max() else { continue }
            // A count that is no more than what a record can hold: each place has an instance or lies below one.
            let count = max(min(record.mappedCounts[taskID] ?? 0, instances.count), min(last + 1, instances.count))
            results[taskID] = .array((0..<count).map { mapped[$0] ?? .null })
        }
        return results
    }

    private static func task(_ id: TaskInstanceID, _ instance: RunRecord.Instance?) -> JSONValue {
        let start = instance?.attempts.first?.start
        let end = instance?.end ?? instance?.attempts.last?.end
        var duration = JSONValue.null
        if let start, let end { duration = .double(max(0, end.timeIntervalSince(start))) }
        let outcome = instance?.attempts.last?.outcome
        let members: [String: JSONValue] = [
            "task_id": .string(id.taskID),
            "map_index": .int(Int64(id.mapIndex)),
            "state": text(instance?.state?.rawValue),
            "try_number": .int(Int64(instance.map(RunTimes.tries) ?? 0)),
            "start": date(start),
            "end": date(end),
            "duration": duration,
            "message": text(outcome?.message),
            "map_label": text(instance?.mapLabel),
        ]
        return .object(members)
    }

    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    private static func date(_ date: Date?) -> JSONValue { date.map { .string(RunTimes.text($0)) } ?? .null }

    /// A value that is no JSON, which no runner writes, is left out rather than ending the report.
    private static func decode(_ bytes: [UInt8]) -> JSONValue? {
        try? JSONValue(parsing: bytes)
    }
}
