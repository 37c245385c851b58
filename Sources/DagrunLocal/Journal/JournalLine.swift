// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// One line of the run journal: an event as JSON.
///
/// A line is an object with the members `time` (seconds since 1970) and `event`, in this order, then those of the event:
///
/// | event | members |
/// | --- | --- |
/// | `run_started` | `dag_id`, `run_id`, `run_type`, `logical_date`, `data_interval_start`, `data_interval_end`, `run_after`, `params`, `conf`, `dag_version`, `tasks` (where some were selected), `cleared`, `resumed` |
/// | `mapped` | `task_id`, `count` |
/// | `started` | `task_id`, `map_index`, `try_number` |
/// | `ended` | `task_id`, `map_index`, `try_number`, `state`, `message`, `next_try`, `map_label`, `skipped`, `value` |
/// | `pushed` | `task_id`, `map_index`, `key`, `value` |
/// | `decided` | `task_id`, `map_index`, `state`, `message` |
/// | `interrupted` | `forced` |
/// | `run_ended` | `state`, `reason` |
///
/// Members that don't apply are left out. `value` stands last, so that a reader can take it as it is, however large,
/// without parsing it. A reader skips events and members it does not know, so that an older version reads the journal of
/// a newer one; a newer version must not change what these mean.
enum JournalLine {
    /// Writes an event.
    static func append(_ event: RunEvent, to bytes: inout [UInt8]) {
        begin(event.time, to: &bytes)
        switch event.kind {
        case .runStarted(let facts, let resumed, let cleared):
            append(facts, to: &bytes)
            if !cleared.isEmpty {
                bytes.append(member: "cleared", json: CanonicalJSON.bytes(of: .array(cleared.map(JSONValue.string))))
            }
            bytes.append(contentsOf: ",\"resumed\":\(resumed)".utf8)
        case .mapped(let taskID, let count):
            bytes.append("mapped\"", member: "task_id", string: taskID)
            bytes.append(member: "count", integer: count)
        case .started(let id, let tryNumber):
            bytes.append("started\"")
            append(id, to: &bytes)
            bytes.append(member: "try_number", integer: tryNumber)
        case .ended(let id, let tryNumber, let end):
            bytes.append("ended\"")
            append(id, to: &bytes)
            bytes.append(member: "try_number", integer: tryNumber)
            append(end, to: &bytes)
        case .pushed(let id, let key, let value):
            bytes.append("pushed\"")
            append(id, to: &bytes)
            bytes.append(member: "key", string: key)
            bytes.append(member: "value", json: value)
        case .decided(let id, let state, let message):
            bytes.append("decided\"")
            append(id, to: &bytes)
            bytes.append(member: "state", string: state.rawValue)
            if let message { bytes.append(member: "message", string: message) }
        case .interrupted(let forced):
            bytes.append(contentsOf: "interrupted\",\"forced\":\(forced)".utf8)
        case .runEnded(let state, let reason):
            bytes.append("run_ended\"", member: "state", string: state.rawValue)
            if let reason { bytes.append(member: "reason", string: reason) }
        }
        bytes.append("}\n")
    }

    static func begin(_ time: Date, to bytes: inout [UInt8]) {
        bytes.append("{\"time\":")
        bytes.append(time: time)
        bytes.append(",\"event\":\"")
    }

    static func append(_ end: RunEvent.AttemptEnd, to bytes: inout [UInt8]) {
        bytes.append(member: "state", string: end.state.rawValue)
        if let message = end.message { bytes.append(member: "message", string: message) }
        if let nextTry = end.nextTry {
            bytes.append(",\"next_try\":")
            bytes.append(time: nextTry)
        }
        if let label = end.mapLabel { bytes.append(member: "map_label", string: label) }
        if let skipped = end.skipped {
            bytes.append(member: "skipped", json: CanonicalJSON.bytes(of: .array(skipped.map(JSONValue.string))))
        }
        if let value = end.value { bytes.append(member: "value", json: value) }
    }

    private static func append(_ id: TaskInstanceID, to bytes: inout [UInt8]) {
        bytes.append(member: "task_id", string: id.taskID)
        if id.mapIndex >= 0 { bytes.append(member: "map_index", integer: id.mapIndex) }
    }

    private static func append(_ facts: RunFacts, to bytes: inout [UInt8]) {
        bytes.append("run_started\"", member: "dag_id", string: facts.dagID)
        bytes.append(member: "run_id", string: facts.runID)
        bytes.append(member: "run_type", string: facts.runType.rawValue)
        if let date = facts.logicalDate { bytes.append(member: "logical_date", string: ISO8601.format(date)) }
        if let date = facts.dataIntervalStart {
            bytes.append(member: "data_interval_start", string: ISO8601.format(date))
        }
        if let date = facts.dataIntervalEnd { bytes.append(member: "data_interval_end", string: ISO8601.format(date)) }
        bytes.append(member: "run_after", string: ISO8601.format(facts.runAfter))
        bytes.append(member: "params", json: CanonicalJSON.bytes(of: .object(facts.params)))
        bytes.append(member: "conf", json: CanonicalJSON.bytes(of: .object(facts.conf)))
        bytes.append(member: "dag_version", string: facts.dagVersion)
        if let tasks = facts.selectedTasks {
            bytes.append(member: "tasks", json: CanonicalJSON.bytes(of: .array(tasks.map(JSONValue.string))))
        }
    }

    // MARK: Reading

    /// What a line turned out to be.
    enum Parsed {
        case event(RunEvent)
        /// An event of a kind that this version does not know: a newer one wrote it.
        case unknown
        /// Not a line of a journal.
        case damaged
    }

    private static let kinds: Set<String> = [
        "run_started", "mapped", "started", "ended", "pushed", "decided", "interrupted", "run_ended",
    ]
    private static let valueMark = Array(",\"value\":".utf8)
    private static let eventMark = Array(",\"event\":\"".utf8)

    /// Reads a line.
    ///
    /// - Parameter line: The line, without its end.
    /// - Returns: The event, or why there is none.
    static func parse(_ line: ArraySlice<UInt8>) -> Parsed {
        guard line.last == UInt8(ascii: "}") else { return .damaged }
        var head = Array(line)
        var value: [UInt8]?
        // The mark can't stand within a string: its quotes would be escaped there.
        if hasValue(head), let start = head.place(of: valueMark) {
            value = Array(head[start.upperBound..<(head.endIndex - 1)])
            head.replaceSubrange(start.lowerBound..., with: [UInt8(ascii: "}")])
        }
        guard case .object(let members) = try? JSONValue(parsing: head) else { return .damaged }
        let fields = JournalFields(members: members, value: value)
        if let event = fields.event() { return .event(event) }
        return fields.string("event").map(kinds.contains) == false ? .unknown : .damaged
    }

    /// Whether a line is of a kind that ends with a task's value; others may have members of that name further in.
    private static func hasValue(_ line: [UInt8]) -> Bool {
        guard let mark = line.prefix(64).place(of: eventMark) else { return false }
        let kind = line[mark.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
        return kind.elementsEqual("ended".utf8) || kind.elementsEqual("pushed".utf8)
    }
}
