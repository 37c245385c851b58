// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@testable import DagrunLocal

/// The lines of a journal: they are read by other programs and other versions.
struct JournalLineTests {
    private static let time = Date(timeIntervalSince1970: 1_767_225_600.25)
    private static let each = TaskInstanceID("group.each", mapIndex: 3)

    static let golden: [(RunEvent.Kind, String)] = [
        (
            .runStarted(
                RunFacts(
                    dagID: "sales", runID: "manual__1", logicalDate: Date(timeIntervalSince1970: 0),
                    dataIntervalStart: Date(timeIntervalSince1970: 0),
                    dataIntervalEnd: Date(timeIntervalSince1970: 86_400),
                    runAfter: Date(timeIntervalSince1970: 86_400), params: ["a": .int(1), "value": .string("x")],
                    conf: ["value": .array([.null])], dagVersion: "abc", selectedTasks: ["a", "b"]), resumed: true,
                cleared: ["up"]),
            #"""
            "run_started","dag_id":"sales","run_id":"manual__1","run_type":"manual","logical_date":"1970-01-01T00:00:00Z","data_interval_start":"1970-01-01T00:00:00Z","data_interval_end":"1970-01-02T00:00:00Z","run_after":"1970-01-02T00:00:00Z","params":{"a":1,"value":"x"},"conf":{"value":[null]},"dag_version":"abc","tasks":["a","b"],"cleared":["up"],"resumed":true}
            """#
        ),
        (.mapped(taskID: "each", count: 12), #""mapped","task_id":"each","count":12}"#),
        (.started(each, tryNumber: 2), #""started","task_id":"group.each","map_index":3,"try_number":2}"#),
        (
            .ended(
                TaskInstanceID("a"), tryNumber: 1,
                .init(
                    state: .upForRetry, message: "no \"luck\"\n\u{1}",
                    nextTry: Date(timeIntervalSince1970: 1_767_225_601.5), mapLabel: "Zoë")),
            #"""
            "ended","task_id":"a","try_number":1,"state":"up_for_retry","message":"no \"luck\"\n\u0001","next_try":1767225601.500000,"map_label":"Zoë"}
            """#
        ),
        (
            .ended(
                TaskInstanceID("choose"), tryNumber: 1,
                .init(state: .success, value: Array(#"["left"]"#.utf8), skipped: ["right"])),
            #""ended","task_id":"choose","try_number":1,"state":"success","skipped":["right"],"value":["left"]}"#
        ),
        (
            .pushed(each, key: "rows", value: Array(#"{"value":1,"x":",\"value\":"}"#.utf8)),
            #""pushed","task_id":"group.each","map_index":3,"key":"rows","value":{"value":1,"x":",\"value\":"}}"#
        ),
        (
            .decided(TaskInstanceID("b"), .upstreamFailed, message: nil),
            #""decided","task_id":"b","state":"upstream_failed"}"#
        ),
        (.interrupted(forced: true), #""interrupted","forced":true}"#),
        (.runEnded(.failed, reason: "task_failure"), #""run_ended","state":"failed","reason":"task_failure"}"#),
    ]

    @Test(arguments: golden.indices) func isWrittenAndReadAsSettled(place: Int) throws {
        let (kind, text) = Self.golden[place]
        let event = RunEvent(time: Self.time, kind: kind)
        let line = #"{"time":1767225600.250000,"event":"# + text
        #expect(String(decoding: JournalText.bytes([event]), as: UTF8.self) == line + "\n")
        guard case .event(let read) = JournalLine.parse(Array(line.utf8)[...]) else {
            Issue.record("not read: \(line)")
            return
        }
        #expect(read == event)
    }

    @Test func aValueWithLineEndsStaysOneLine() throws {
        let event = RunEvent(
            time: Self.time, kind: .pushed(Self.each, key: "k", value: Array("{\n  \"a\": [1,\n2]\n}".utf8)))
        let bytes = JournalText.bytes([event])
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1)
        guard case .event(let read) = JournalLine.parse(bytes.dropLast()),
            case .pushed(_, _, let value) = read.kind
        else {
            Issue.record("not read")
            return
        }
        #expect(try JSONValue(parsing: value) == .object(["a": .array([.int(1), .int(2)])]))
    }
}
