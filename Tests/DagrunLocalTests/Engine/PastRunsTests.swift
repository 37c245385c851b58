// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

@testable import DagrunLocal

@Suite struct PastRunsTests {
    private let document: DAGDocument = {
        var first = TaskDefinition(taskID: "first")
        first.waitForDownstream = true
        var last = TaskDefinition(taskID: "last")
        last.dependsOnPast = true
        let middle = TaskDefinition(taskID: "middle")
        return DAGDocument(
            dag: DAGDefinition(dagID: "d"), tasks: [first, middle, last],
            edges: [EdgeDefinition(from: "first", to: "middle"), EdgeDefinition(from: "middle", to: "last")])
    }()

    private func facts(_ day: Int?, _ type: RunFacts.RunType = .manual, id: String? = nil) -> RunFacts {
        let date = day.map { Date(timeIntervalSince1970: Double($0) * 86_400) }
        return RunFacts(
            dagID: "d", runID: id ?? day.map { "r\($0)" } ?? "none", runType: type, logicalDate: date,
            runAfter: date ?? Date(timeIntervalSince1970: 0))
    }

    private func record(
        _ facts: RunFacts, _ states: [String: TaskState], _ state: RunState = .failed, start: Double = 0
    ) -> RunRecord {
        var record = RunRecord(facts: facts, start: Date(timeIntervalSince1970: start))
        for (id, state) in states { record.decide(TaskInstanceID(id), state) }
        record.state = state
        return record
    }

    private func held(_ facts: RunFacts, _ records: [RunRecord], catchup: Bool = false) throws -> [Int: String] {
        try PastRuns(before: facts, in: records, catchup: catchup).complaints(PlanGraph(document), document.tasks)
    }

    @Test func `the first run, and a run without a logical date, wait for nothing`() throws {
        let later = record(facts(3), ["first": .failed])
        #expect(try held(facts(2), []).isEmpty)
        #expect(try held(facts(2), [later]).isEmpty)
        #expect(try held(facts(nil), [record(facts(1), ["first": .failed])]).isEmpty)
    }

    @Test(arguments: [
        (TaskState.success, false), (.skipped, false), (.failed, true), (.upstreamFailed, true), (.running, true),
        (.removed, true),
    ])
    func `success and skipped let the next one start`(state: TaskState, isHeld: Bool) throws {
        let before = record(facts(1), ["first": .success, "middle": .success, "last": state])
        #expect(
            try held(facts(2), [before])[2]
                == (isHeld ? "task last depends on the past, and in run r1 it is \(state.rawValue)" : nil))
    }

    @Test func `one bad instance of a mapped task is enough`() throws {
        var before = record(facts(1), ["first": .success, "middle": .success])
        before.decide(TaskInstanceID("last", mapIndex: 0), .success)
        before.decide(TaskInstanceID("last", mapIndex: 1), .failed)
        #expect(try held(facts(2), [before]).keys.sorted() == [2])
    }

    @Test func `waits for the tasks right behind, not for those farther on`() throws {
        let middle = record(facts(1), ["first": .success, "middle": .failed, "last": .success])
        #expect(
            try held(facts(2), [middle])[0]
                == "task first depends on the past and on what is behind it, and in run r1 task middle is failed")
        let last = record(facts(1), ["first": .success, "middle": .success, "last": .failed])
        #expect(try held(facts(2), [last]).keys.sorted() == [2])
        let cut = record(facts(1), ["first": .success], .running)
        #expect(try held(facts(2), [cut])[0]?.hasSuffix("task middle is not started") == true)
    }

    @Test func `a task that did not come to run holds the next one back, unless it never ran`() throws {
        let stuck = record(facts(2), ["middle": .success])
        #expect(try held(facts(3), [stuck]).isEmpty)
        let early = record(facts(1), ["last": .success])
        #expect(
            try held(facts(3), [stuck, early]) == [2: "task last depends on the past, and it did not run in run r2"])
    }

    @Test func `a run that succeeded without the task is passed over`() throws {
        let selection = record(facts(2), ["middle": .success], .success)
        let before = record(facts(1), ["last": .failed])
        #expect(try held(facts(3), [selection, before]).keys.sorted() == [2])
        let good = record(facts(1), ["last": .success])
        #expect(try held(facts(3), [selection, good]).isEmpty)
    }

    @Test func `of two runs of one date the later one counts`() throws {
        let bad = record(facts(1, id: "bad"), ["last": .failed], start: 1)
        let good = record(facts(1, id: "good"), ["last": .success], start: 2)
        #expect(try held(facts(2), [bad, good]).isEmpty)
        #expect(try held(facts(2), [good, bad]).isEmpty)
    }

    @Test func `with catchup only runs of the schedule count`() throws {
        let byHand = record(facts(2), ["last": .failed])
        let scheduled = record(facts(1, .scheduled), ["last": .success])
        #expect(try held(facts(3, .scheduled), [byHand, scheduled], catchup: true).isEmpty)
        #expect(try held(facts(3, .scheduled), [byHand, scheduled]).keys.sorted() == [2])
    }
}

extension RunRecord {
    /// Gives an instance a state.
    fileprivate mutating func decide(_ id: TaskInstanceID, _ state: TaskState) {
        apply(RunEvent(time: start, kind: .decided(id, state, message: nil)))
    }
}
