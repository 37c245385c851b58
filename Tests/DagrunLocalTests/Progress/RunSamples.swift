// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials

/// Runs for the tests of displays.
enum RunSamples {
    static let start = Date(timeIntervalSince1970: 1_790_000_000)

    /// The document `pull > parse > total[] > report`.
    static func document() -> DAGDocument {
        var total = TaskDefinition(taskID: "total")
        total.expand = ExpandDefinition(over: [.init(name: "city", task: "parse")])
        return DAGDocument(
            dag: DAGDefinition(dagID: "sales"),
            tasks: [
                TaskDefinition(taskID: "pull"), TaskDefinition(taskID: "parse"), total,
                TaskDefinition(taskID: "report"),
            ],
            edges: [
                EdgeDefinition(from: "pull", to: "parse"), EdgeDefinition(from: "parse", to: "total"),
                EdgeDefinition(from: "total", to: "report"),
            ])
    }

    static func event(_ seconds: Double, _ kind: RunEvent.Kind) -> RunEvent {
        RunEvent(time: start.addingTimeInterval(seconds), kind: kind)
    }

    static func started() -> RunEvent {
        event(0, .runStarted(RunFacts(dagID: "sales", runID: "manual__1", runAfter: start), resumed: false))
    }

    /// A run in which `pull` needs two tries and one of three totals fails.
    static func failed() -> [RunEvent] {
        let pull = TaskInstanceID("pull")
        let parse = TaskInstanceID("parse")
        func total(_ index: Int) -> TaskInstanceID { TaskInstanceID("total", mapIndex: index) }
        return [
            started(),
            event(0, .started(pull, tryNumber: 1)),
            event(
                1,
                .ended(
                    pull, tryNumber: 1,
                    .init(state: .upForRetry, message: "HTTP 503", nextTry: start.addingTimeInterval(3)))),
            event(3, .started(pull, tryNumber: 2)),
            event(5, .ended(pull, tryNumber: 2, .init(state: .success, value: Array("\"rows\"".utf8)))),
            event(6, .started(parse, tryNumber: 1)),
            event(8, .ended(parse, tryNumber: 1, .init(state: .success))),
            event(8, .mapped(taskID: "total", count: 3)),
            event(8, .started(total(0), tryNumber: 1)),
            event(8, .started(total(1), tryNumber: 1)),
            event(9, .ended(total(0), tryNumber: 1, .init(state: .success, value: Array("7".utf8)))),
            event(9, .started(total(2), tryNumber: 1)),
            event(10, .ended(total(1), tryNumber: 1, .init(state: .failed, message: "no <such> city & \"more\""))),
            event(12, .ended(total(2), tryNumber: 1, .init(state: .success, value: Array("9".utf8)))),
            event(12, .decided(TaskInstanceID("report"), .upstreamFailed)),
            event(12, .runEnded(.failed, reason: nil)),
        ]
    }

    /// The record of some events.
    static func record(_ events: [RunEvent]) -> RunRecord {
        var record = RunRecord(facts: RunFacts(dagID: "sales", runID: "manual__1", runAfter: start), start: start)
        for event in events { record.apply(event) }
        return record
    }

    /// Events that follow each other by chance, with names of all kinds of widths.
    static func random(_ seed: UInt64) -> (DAGDocument, [RunEvent]) {
        var state = seed
        func number(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let names = (0..<number(40) + 1).map {
            ["task_\($0)", "汉字任务\($0)", "a_rather_long_name_of_a_task_\($0)"][number(3)]
        }
        var tasks = names.map { TaskDefinition(taskID: $0) }
        for index in tasks.indices where number(4) == 0 {
            tasks[index].expand = ExpandDefinition(over: [.init(name: "x", task: names[0])])
        }
        var events = [started()]
        var time = 0.0
        for _ in 0..<number(300) {
            time += Double(number(100)) / 10
            let task = tasks[number(tasks.count)]
            let id = TaskInstanceID(task.taskID, mapIndex: task.expand == nil ? -1 : number(20))
            let states: [TaskState] = [.success, .failed, .skipped, .upForRetry, .upForReschedule, .deferred]
            switch number(10) {
            case 0: events.append(event(time, .mapped(taskID: task.taskID, count: 20)))
            case 1: events.append(event(time, .decided(id, [.skipped, .upstreamFailed, .removed][number(3)])))
            case 2: if number(10) == 0 { events.append(event(time, .interrupted(forced: number(2) == 0))) }
            case 3...6: events.append(event(time, .started(id, tryNumber: 1 + number(3))))
            default:
                events.append(
                    event(
                        time,
                        .ended(
                            id, tryNumber: 1 + number(3),
                            .init(
                                state: states[number(states.count)], message: number(2) == 0 ? nil : "错误\n\u{1B}[2J x",
                                nextTry: number(2) == 0 ? nil : start.addingTimeInterval(time + 5)))))
            }
        }
        return (DAGDocument(dag: DAGDefinition(dagID: "random"), tasks: tasks), events)
    }
}
