// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunLocal
import DagrunModel
import Testing

@Suite struct RunResultsTests {
    /// The results of a run in which some instances returned something.
    private func results(
        _ tasks: [String], edges: [(String, String)] = [], teardowns: Set<String> = [],
        values: [TaskInstanceID: String]
    ) -> RunResults {
        let document = DAGDocument(
            dag: DAGDefinition(dagID: "d"),
            tasks: tasks.map { id in
                var task = TaskDefinition(taskID: id)
                if teardowns.contains(id) { task.teardown = TaskDefinition.Teardown(setups: []) }
                return task
            },
            edges: edges.map { EdgeDefinition(from: $0.0, to: $0.1) })
        let events = values.sorted { $0.key < $1.key }.flatMap { id, value in
            [
                RunSamples.event(0, .started(id, tryNumber: 1)),
                RunSamples.event(1, .ended(id, tryNumber: 1, .init(state: .success, value: Array(value.utf8)))),
            ]
        }
        return RunResults(document: document, record: RunSamples.record(events))
    }

    @Test func theLastTasksAreThoseThatNothingButATeardownComesBehind() {
        let results = results(
            ["up", "work", "side", "down"],
            edges: [("up", "work"), ("work", "down"), ("up", "side"), ("side", "down")], teardowns: ["down"],
            values: [
                TaskInstanceID("up"): "1", TaskInstanceID("work"): #"{"a":"x"}"#, TaskInstanceID("side"): "null",
                TaskInstanceID("down"): "4",
            ])
        #expect(results.lines() == [#"work = {"a":"x"}"#])
    }

    @Test func aMappedTaskReturnsAList() {
        let results = results(
            ["each"],
            values: [TaskInstanceID("each", mapIndex: 0): "1", TaskInstanceID("each", mapIndex: 1): #""two""#])
        #expect(results.lines() == [#"each = [1,"two"]"#])
    }

    @Test func secretsAreHiddenAlsoWhereALineIsCut() {
        let document = DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: [TaskDefinition(taskID: "a")])
        let record = RunSamples.record([
            RunSamples.event(0, .started(TaskInstanceID("a"), tryNumber: 1)),
            RunSamples.event(
                1,
                .ended(TaskInstanceID("a"), tryNumber: 1, .init(state: .success, value: Array(#""my hunter22""#.utf8)))),
        ])
        let results = RunResults(document: document, record: record) { $0.replacing("hunter22", with: "***") }
        #expect(results.lines() == [#"a = "my ***""#])
        #expect(results.lines(width: 12) == [#"a = "my ***""#])
    }

    @Test func onATerminalLongAndManyResultsAreCut() {
        let names = (1...7).map { "t\($0)" }
        let long = "\"" + String(repeating: "汉", count: 5000) + "\""
        let results = results(
            names, values: Dictionary(uniqueKeysWithValues: names.map { (TaskInstanceID($0), long) }))
        #expect(results.lines().count == 7)
        #expect(results.lines()[0].count == 5007)
        let lines = results.lines(width: 40)
        #expect(lines.count == 6)
        #expect(lines.last == "… 2 more results")
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 40 })
    }
}
