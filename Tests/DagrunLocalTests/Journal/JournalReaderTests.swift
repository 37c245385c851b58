// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Testing

@testable import DagrunLocal

struct JournalReaderTests {
    private static let start =
        #"{"time":1767225600,"event":"run_started","dag_id":"d","run_id":"r","run_after":"2026-01-01T00:00:00Z"}"#

    private func read(_ lines: [String]) throws -> JournalReader.Contents {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/events.jsonl"
        try JournalText.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: path)
        return try JournalReader.read(path)
    }

    @Test func skipsEventsAndMembersOfANewerVersion() throws {
        let contents = try read([
            Self.start, #"{"time":1767225601,"event":"asset_updated","value":{"deep":[1]},"task_id":5}"#,
            #"{"time":1767225602,"event":"started","task_id":"a","try_number":1,"worker":"pi4"}"#,
        ])
        #expect(contents.events.count == 2)
        #expect(contents.record.instances[TaskInstanceID("a")]?.state == .running)
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "garbage", #"{"time":1,"event":"started"}"#,
        #"{"time":1,"event":"started","task_id":"a","try_number":0}"#,
        #"{"time":1,"event":"started","task_id":"a","try_number":9223372036854775807}"#,
        #"{"time":1,"event":"started","task_id":"a","map_index":-2,"try_number":1}"#,
        #"{"time":1e300,"event":"started","task_id":"a","try_number":1}"#,
        #"{"time":1,"event":"mapped","task_id":"a","count":-1}"#,
        #"{"time":1,"event":"ended","task_id":"a","try_number":1,"state":"splendid"}"#,
        #"{"time":1,"event":"run_ended","state":"running away"}"#,
    ])
    func namesADamagedLine(line: String) throws {
        do {
            _ = try read([Self.start, line, Self.start])
            Issue.record("read: \(line)")
        } catch RunError.damagedJournal(_, let number) {
            #expect(number == 2)
        }
    }

    @Test func mustBeginWithARun() {
        #expect(throws: RunError.self) { try read([#"{"time":1,"event":"asset_updated"}"#]) }
        #expect(throws: RunError.self) { try read([#"{"time":1,"event":"interrupted","forced":false}"#]) }
    }

    /// Whatever stands in a journal, it is read or refused; what is read can be gone on with.
    @Test(.timeLimit(.minutes(15)), arguments: 0..<20) func neverTraps(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let events = RunSamples.failed()
        let whole = JournalText.bytes(events)
        let graph = try PlanGraph(RunSamples.document())
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/events.jsonl"
        let pieces = [
            "-1", "1e999", "9223372036854775808", "\"\"", "null", "[[", "}\n{", "\u{0}", "é", "map_index", "\n",
        ]
        for _ in 0..<100 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
                default:
                    let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
                    if let digit = digits.randomElement(using: &random) {
                        bytes.replaceSubrange(
                            digit...digit, with: (pieces.randomElement(using: &random) ?? "").utf8)
                    }
                }
                if bytes.isEmpty { break }
            }
            try JournalText.write(bytes, to: path)
            do {
                let contents = try JournalReader.read(path)
                var plan = RunPlan(graph, seed: RunSeed(contents.record, graph: graph))
                _ = plan.start()
                _ = JournalText.bytes(contents.events)
            } catch is RunError {}
        }
    }
}
