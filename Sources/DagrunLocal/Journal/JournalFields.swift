// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// The members of a journal line.
struct JournalFields {
    var members: [String: JSONValue]
    var value: [UInt8]?

    func string(_ name: String) -> String? {
        if case .string(let text) = members[name] { return text }
        return nil
    }

    func integer(_ name: String) -> Int? {
        if case .int(let number) = members[name] { return Int(exactly: number) }
        return nil
    }

    /// A number that counts something: what is beyond these bounds was not written by us.
    func count(_ name: String, from least: Int) -> Int? {
        integer(name).flatMap { (least...(1 << 30)).contains($0) ? $0 : nil }
    }

    func strings(_ name: String) -> [String]? {
        guard case .array(let items) = members[name] else { return nil }
        return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    func bool(_ name: String) -> Bool {
        if case .bool(let flag) = members[name] { return flag }
        return false
    }

    func date(_ name: String) -> Date? {
        switch members[name] {
        case .string(let text): try? ISO8601.parse(text)
        case .double(let seconds) where abs(seconds) < 1e11: Date(timeIntervalSince1970: seconds)
        case .int(let seconds) where seconds.magnitude < 100_000_000_000: Date(timeIntervalSince1970: Double(seconds))
        default: nil
        }
    }

    func object(_ name: String) -> [String: JSONValue] {
        if case .object(let members) = members[name] { return members }
        return [:]
    }

    var instance: TaskInstanceID? {
        guard let taskID = string("task_id") else { return nil }
        guard members["map_index"] != nil else { return TaskInstanceID(taskID) }
        return count("map_index", from: -1).map { TaskInstanceID(taskID, mapIndex: $0) }
    }

    func event() -> RunEvent? {
        guard let time = date("time"), let kind = kind() else { return nil }
        return RunEvent(time: time, kind: kind)
    }

    private func kind() -> RunEvent.Kind? {
        switch string("event") {
        case "run_started":
            return facts.map { .runStarted($0, resumed: bool("resumed"), cleared: strings("cleared") ?? []) }
        case "mapped":
            guard let taskID = string("task_id"), let count = count("count", from: 0) else { return nil }
            return .mapped(taskID: taskID, count: count)
        case "started":
            guard let instance, let tryNumber = count("try_number", from: 1) else { return nil }
            return .started(instance, tryNumber: tryNumber)
        case "ended":
            guard let instance, let tryNumber = count("try_number", from: 1), let end = attemptEnd else { return nil }
            return .ended(instance, tryNumber: tryNumber, end)
        case "pushed":
            guard let instance, let key = string("key"), let value else { return nil }
            return .pushed(instance, key: key, value: value)
        case "decided":
            guard let instance, let state = string("state").flatMap(TaskState.init) else { return nil }
            return .decided(instance, state, message: string("message"))
        case "interrupted": return .interrupted(forced: bool("forced"))
        case "run_ended":
            return string("state").flatMap(RunState.init).map { .runEnded($0, reason: string("reason")) }
        default: return nil
        }
    }

    private var attemptEnd: RunEvent.AttemptEnd? {
        guard let state = string("state").flatMap(TaskState.init) else { return nil }
        return RunEvent.AttemptEnd(
            state: state, message: string("message"), nextTry: date("next_try"), value: value,
            mapLabel: string("map_label"), skipped: strings("skipped"))
    }

    private var facts: RunFacts? {
        guard let dagID = string("dag_id"), let runID = string("run_id"), let runAfter = date("run_after") else {
            return nil
        }
        return RunFacts(
            dagID: dagID, runID: runID, runType: string("run_type").flatMap(RunFacts.RunType.init) ?? .manual,
            logicalDate: date("logical_date"), dataIntervalStart: date("data_interval_start"),
            dataIntervalEnd: date("data_interval_end"), runAfter: runAfter, params: object("params"),
            conf: object("conf"), dagVersion: string("dag_version") ?? "", selectedTasks: strings("tasks"))
    }
}
