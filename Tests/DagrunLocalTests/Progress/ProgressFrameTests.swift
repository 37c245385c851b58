// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@testable import DagrunLocal

@Suite struct ProgressFrameTests {
    private func frame(
        _ events: [RunEvent], at seconds: Double, columns: Int = 60, rows: Int = 20, history: [String: Double] = [:]
    ) -> [String] {
        var model = ProgressModel(document: RunSamples.document(), history: history)
        for event in events { model.apply(event) }
        return ProgressFrame(
            model: model, now: RunSamples.start.addingTimeInterval(seconds), size: .init(columns: columns, rows: rows),
            theme: ProgressTheme()
        ).lines()
    }

    @Test func retryCountsDown() {
        let lines = frame(Array(RunSamples.failed().prefix(3)), at: 1.5)
        #expect(
            lines == [
                "sales  manual__1                                          1s",
                "░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 0/4  ↻ 1",
                "↻ pull       try 2 in 2s  HTTP 503",
            ])
    }

    @Test func mappedTaskIsOneLineAndFailuresStandOnTop() {
        let lines = frame(Array(RunSamples.failed().prefix(13)), at: 11)
        #expect(
            lines == [
                "sales  manual__1                                         11s",
                "██████████████████████████░░░░░░░░░░░░░░ 4/6  ▶ 1  ✓ 3  ✗ 1",
                "✗ total[1]   try 1  no <such> city & \"more\"",
                "⠋ total      ██████░░░░ 2/3  ▶ 1  ✗ 1",
                "✓ total[0]      1.0s",
                "✓ parse         2.0s",
                "✓ pull          2.0s",
            ])
    }

    @Test func mappedInstancesAreShownWithTheirLabels() {
        let total = TaskInstanceID("total", mapIndex: 1)
        let events = [
            RunSamples.started(), RunSamples.event(0, .mapped(taskID: "total", count: 3)),
            RunSamples.event(0, .started(total, tryNumber: 1)),
        ]
        func end(_ state: TaskState) -> RunEvent {
            RunSamples.event(
                2,
                .ended(
                    total, tryNumber: 1,
                    .init(
                        state: state, message: "no sales", nextTry: RunSamples.start.addingTimeInterval(5),
                        mapLabel: "Waco")))
        }
        #expect(frame(events + [end(.failed)], at: 3).contains("✗ total[1] (Waco) try 1  no sales"))
        #expect(frame(events + [end(.upForRetry)], at: 3).contains("↻ total[1] (Waco) try 2 in 2s  no sales"))
        #expect(frame(events + [end(.success)], at: 3).contains("✓ total[1] (Waco)    2.0s"))
    }

    @Test func cancelledTriesDoNotRunAnyMore() {
        let pull = TaskInstanceID("pull")
        let events = [
            RunSamples.started(), RunSamples.event(0, .started(pull, tryNumber: 1)),
            RunSamples.event(2, .interrupted(forced: true)),
            RunSamples.event(3, .ended(pull, tryNumber: 1, .init(state: .restarting, message: "cancelled"))),
        ]
        let lines = frame(events, at: 3)
        #expect(lines.suffix(2) == ["↺ pull          3.0s  restarting  cancelled", "cancelling: 0 running"])
        #expect(lines[1].hasSuffix(" 0/4  ↺ 1"))
        // It is counted once, however often it is run.
        let again =
            events + [
                RunSamples.event(4, .started(pull, tryNumber: 2)),
                RunSamples.event(5, .ended(pull, tryNumber: 2, .init(state: .success))),
            ]
        #expect(frame(again, at: 5)[1].hasSuffix(" 1/4  ✓ 1"))
    }

    @Test func aResumedRunCountsWhatEndedBefore() {
        let before = RunSamples.record(Array(RunSamples.failed().prefix(12)))
        var model = ProgressModel(document: RunSamples.document(), record: before)
        model.apply(RunSamples.event(20, .runStarted(before.facts, resumed: true)))
        // pull, parse and total[0]; report is still to come.
        #expect(model.progress == (3, 6))
        let total = TaskInstanceID("total", mapIndex: 1)
        model.apply(RunSamples.event(21, .started(total, tryNumber: 2)))
        model.apply(RunSamples.event(22, .ended(total, tryNumber: 2, .init(state: .success))))
        #expect(model.progress == (4, 6))
        #expect(model.stateCounts[.success] == 4)
        #expect(model.stateCounts[.running] == 0)
    }

    @Test func interruptionTellsWhatComesNext() {
        let running = RunSamples.failed().prefix(2)
        let stopping = frame(running + [RunSamples.event(1, .interrupted(forced: false))], at: 1)
        #expect(stopping.last == "stopping: 1 running; Ctrl-C again cancels them")
        let forced = frame(running + [RunSamples.event(1, .interrupted(forced: true))], at: 1)
        #expect(forced.last == "cancelling: 1 running")
    }

    @Test func earlierRunGivesTheRestOfTheTime() {
        let history = ["pull": 4.0, "parse": 10, "total": 20, "report": 1]
        let lines = frame(Array(RunSamples.failed().prefix(2)), at: 1, history: history)
        // 3 s of pull are left, then 10 + 20 + 1; how many totals there will be is not known.
        #expect(lines[0].hasSuffix("1s, more than 34s left"))
    }

    @Test(arguments: UInt64(1)...40)
    func frameFitsAnyTerminal(seed: UInt64) {
        let (document, events) = RunSamples.random(seed)
        var model = ProgressModel(document: document)
        for event in events { model.apply(event) }
        let now = (events.last?.time ?? RunSamples.start).addingTimeInterval(1)
        for (columns, rows) in [(1, 1), (10, 3), (20, 8), (80, 24), (120, 40), (200, 2)] {
            let size = Terminal.Size(columns: columns, rows: rows)
            for unicode in [true, false] {
                let theme = ProgressTheme(usesColor: false, usesUnicode: unicode)
                let lines = ProgressFrame(model: model, now: now, size: size, theme: theme).lines()
                #expect(lines.count <= max(1, rows - 1))
                for line in lines {
                    #expect(DisplayWidth.of(line) <= columns, "\(line)")
                    #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
                }
            }
        }
    }

    @Test(arguments: UInt64(1)...40)
    func countsAreThoseOfTheRecord(seed: UInt64) {
        let (document, events) = RunSamples.random(seed)
        var model = ProgressModel(document: document)
        for event in events { model.apply(event) }
        let record = RunSamples.record(events)
        var expected: [TaskState: Int] = [:]
        for instance in record.instances.values { if let state = instance.state { expected[state, default: 0] += 1 } }
        #expect(model.stateCounts.filter { $0.value != 0 } == expected)
        #expect(model.progress.finished == record.instances.values.filter { $0.state?.isFinished == true }.count)
    }
}
