// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunTestSupport
import FoundationEssentials
import Testing

@testable import DagrunLocal

@Suite struct RunSummaryTests {
    @Test func summaryTellsStatesTimesPathAndFailures() {
        let summary = RunSummary(
            width: 72, theme: ProgressTheme(), lastLogLines: { _, _ in ["Traceback", "\tno such city"] },
            logPath: { id, number in "logs/\(id)/\(number).log" })
        let lines = summary.lines(document: RunSamples.document(), record: RunSamples.record(RunSamples.failed()))
        #expect(
            lines == [
                "✗ sales  manual__1  failed in 12s",
                "✓ pull        success                ×2     5.0s  █░░░░████",
                "✓ parse       success                       2.0s             ███",
                "✗ total [×3]  1 failed, 2 success           4.0s                ████████",
                "⊘ report      upstream_failed",
                "                                                  0 ──────────────── 12s",
                "",
                "critical path  12s: running 10s, waiting 2.0s",
                "  pull 5.0s → (1.0s) parse 2.0s → (1.0s) total[2] 3.0s",
                "",
                "✗ total[1]  try 1  no <such> city & \"more\"",
                "    Traceback",
                "     no such city",
                "    log: logs/total[1]/1.log",
            ])
    }

    @Test(arguments: UInt64(1)...30)
    func noLineIsWiderThanTheTerminal(seed: UInt64) {
        let (document, events) = RunSamples.random(seed)
        let record = RunSamples.record(events)
        for width in [40, 57, 80, 160] {
            for unicode in [true, false] {
                let theme = ProgressTheme(usesColor: false, usesUnicode: unicode)
                let summary = RunSummary(width: width, theme: theme, maximumTasks: 10)
                for line in summary.lines(document: document, record: record) {
                    #expect(DisplayWidth.of(line) <= width, "\(line)")
                }
            }
        }
    }

    @Test func criticalPathGoesThroughTheUpstreamThatEndedLast() {
        let document = DAGDocument(
            dag: DAGDefinition(dagID: "d"),
            tasks: ["a", "fast", "slow", "skipped", "end"].map { TaskDefinition(taskID: $0) },
            edges: [("a", "fast"), ("a", "slow"), ("slow", "skipped"), ("fast", "end"), ("skipped", "end")].map {
                EdgeDefinition(from: $0.0, to: $0.1)
            })
        func ran(_ id: String, _ from: Double, _ to: Double) -> [RunEvent] {
            [
                RunSamples.event(from, .started(TaskInstanceID(id), tryNumber: 1)),
                RunSamples.event(to, .ended(TaskInstanceID(id), tryNumber: 1, .init(state: .success))),
            ]
        }
        let events =
            ran("a", 1, 2) + ran("fast", 2, 3) + ran("slow", 2, 7)
            + [RunSamples.event(7, .decided(TaskInstanceID("skipped"), .skipped))] + ran("end", 8, 10)
        let path = CriticalPath(document: document, record: RunSamples.record(events))
        #expect(path.steps.map(\.id.taskID) == ["a", "slow", "end"])
        #expect(path.steps.map(\.waiting) == [1, 0, 1])
        #expect(path.running == 8)
    }

    @Test func anInterruptedRunTellsWhatItDidNotComeTo() {
        let events = [
            RunSamples.started(), RunSamples.event(0, .mapped(taskID: "total", count: 5)),
            RunSamples.event(0, .started(TaskInstanceID("total", mapIndex: 0), tryNumber: 1)),
            RunSamples.event(1, .interrupted(forced: true)),
            RunSamples.event(
                2, .ended(TaskInstanceID("total", mapIndex: 0), tryNumber: 1, .init(state: .restarting))),
        ]
        let summary = RunSummary(width: 80, theme: ProgressTheme())
        let record = RunSamples.record(events)
        let lines = summary.lines(document: RunSamples.document(), record: record)
        #expect(lines[0] == "↺ sales  manual__1  interrupted")
        #expect(lines.contains { $0.hasPrefix("↺ total [×5]  4 not run, 1 restarting") }, "\(lines)")
        #expect(summary.failureLines(record) == ["↺ sales  manual__1  interrupted"])
    }

    @Test func whatWentWrongIsToldWithoutTheRest() {
        let summary = RunSummary(width: 80, theme: ProgressTheme())
        #expect(
            summary.failureLines(RunSamples.record(RunSamples.failed())) == [
                "✗ sales  manual__1  failed in 12s", "", "✗ total[1]  try 1  no <such> city & \"more\"",
            ])
        var record = RunSamples.record(RunSamples.failed())
        record.state = .success
        #expect(summary.failureLines(record).isEmpty)
    }

    @Test func mappedInstancesAreShownWithTheirLabels() {
        let total = TaskInstanceID("total", mapIndex: 1)
        let events = [
            RunSamples.started(), RunSamples.event(0, .mapped(taskID: "total", count: 2)),
            RunSamples.event(0, .started(TaskInstanceID("pull"), tryNumber: 1)),
            RunSamples.event(1, .ended(TaskInstanceID("pull"), tryNumber: 1, .init(state: .success))),
            RunSamples.event(1, .started(total, tryNumber: 1)),
            RunSamples.event(
                3, .ended(total, tryNumber: 1, .init(state: .failed, message: "no", mapLabel: "Waco\nTX"))),
        ]
        let lines = RunSummary(width: 80, theme: ProgressTheme()).lines(
            document: RunSamples.document(), record: RunSamples.record(events))
        #expect(lines.contains("  pull 1.0s → total[1] (Waco TX) 2.0s"))
        #expect(lines.contains("✗ total[1] (Waco TX)  try 1  no"))
    }

    @Test func aLongMessageIsToldToItsEnd() {
        func told(_ message: String) -> [String] {
            let id = TaskInstanceID("pull")
            let events = [
                RunSamples.started(), RunSamples.event(0, .started(id, tryNumber: 1)),
                RunSamples.event(1, .ended(id, tryNumber: 1, .init(state: .failed, message: message))),
            ]
            return Array(
                RunSummary(width: 40, theme: ProgressTheme()).failureLines(RunSamples.record(events)).dropFirst(2))
        }
        #expect(
            told("task pull needs a board, and this run has none: run it with --board FILE") == [
                "✗ pull  try 1  task pull needs a board,", "    and this run has none: run it with",
                "    --board FILE",
            ])
        let long = told(String(repeating: "word ", count: 300))
        #expect(long.count == 8 && long.last?.hasSuffix("…") == true)
        #expect(long.allSatisfy { DisplayWidth.of($0) <= 40 })
    }

    @Test(arguments: UInt64(1)...200)
    func wrappingKeepsAllWordsWithinTheWidth(seed: UInt64) {
        var numbers = SeededGenerator(seed: seed)
        let text = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
            ["a", "é", "語", " ", "  ", "word", "x"].randomElement(using: &numbers) ?? ""
        }.joined()
        let (width, first) = (Int.random(in: 2...20, using: &numbers), Int.random(in: 2...20, using: &numbers))
        let lines = DisplayWidth.wrap(text, to: width, first: first)
        for (number, line) in lines.enumerated() {
            #expect(DisplayWidth.of(line) <= (number == 0 ? first : width), "\(lines)")
        }
        // Nothing but spaces is lost, and those only at the ends of lines.
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        #expect(DisplayWidth.wrap(text, to: 1000) == [text])
    }
}
