// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// One line of the run journal: an event as JSON.
///
/// `value` stands last, so that a reader can take it as it is, however large, without parsing it.
enum JournalLine {
    /// Writes an event.
    static func append(_ event: RunEvent, to bytes: inout [UInt8]) {
        begin(event.time, to: &bytes)
        switch event.kind {
        case .runStarted(let facts, let resumed): append(facts, resumed: resumed, to: &bytes)
        case .mapped(let taskID, let count):
            bytes.append("mapped\"", member: "task_id", string: taskID)
            bytes.append(member: "count", integer: count)
        case .started(let id, let tryNumber):
            bytes.append(contentsOf: "started\"".utf8)
            append(id, to: &bytes)
            bytes.append(member: "try_number", integer: tryNumber)
        case .ended(let id, let tryNumber, let end):
            bytes.append(contentsOf: "ended\"".utf8)
            append(id, to: &bytes)
            bytes.append(member: "try_number", integer: tryNumber)
            append(end, to: &bytes)
        case .pushed(let id, let key, let value):
            bytes.append(contentsOf: "pushed\"".utf8)
            append(id, to: &bytes)
            bytes.append(member: "key", string: key)
            bytes.append(member: "value", json: value)
        case .decided(let id, let state, let message):
            bytes.append(contentsOf: "decided\"".utf8)
            append(id, to: &bytes)
            bytes.append(member: "state", string: state.rawValue)
            if let message { bytes.append(member: "message", string: message) }
        case .interrupted(let forced):
            bytes.append(contentsOf: "interrupted\",\"forced\":\(forced)".utf8)
        case .runEnded(let state, let reason):
            bytes.append("run_ended\"", member: "state", string: state.rawValue)
            if let reason { bytes.append(member: "reason", string: reason) }
        }
        bytes.append(contentsOf: "}\n".utf8)
    }

    static func begin(_ time: Date, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "{\"time\":".utf8)
        bytes.append(time: time)
        bytes.append(contentsOf: ",\"event\":\"".utf8)
    }

    static func append(_ end: RunEvent.AttemptEnd, to bytes: inout [UInt8]) {
        bytes.append(member: "state", string: end.state.rawValue)
        if let message = end.message { bytes.append(member: "message", string: message) }
        if let nextTry = end.nextTry {
            bytes.append(contentsOf: ",\"next_try\":".utf8)
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

    private static func append(_ facts: RunFacts, resumed: Bool, to bytes: inout [UInt8]) {
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
        bytes.append(contentsOf: ",\"resumed\":\(resumed)".utf8)
    }

    // MARK: Reading

    /// Reads a line.
    ///
    /// - Parameter line: The line, without its end.
    /// - Returns: The event; nil where the line is not whole or not one of ours: the process died while writing it.
    static func parse(_ line: ArraySlice<UInt8>) -> RunEvent? {
        guard line.last == UInt8(ascii: "}") else { return nil }
        var head = Array(line)
        var value: [UInt8]?
        // The sequence can't stand within a string: its quotes would be escaped there.
        if let start = head.firstRange(of: Array(",\"value\":".utf8)) {
            value = Array(head[start.upperBound..<(head.endIndex - 1)])
            head.replaceSubrange(start.lowerBound..., with: [UInt8(ascii: "}")])
        }
        guard case .object(let members) = try? JSONValue(parsing: head) else { return nil }
        return JournalFields(members: members, value: value).event()
    }
}
