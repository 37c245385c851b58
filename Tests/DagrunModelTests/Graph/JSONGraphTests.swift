// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

@testable import DagrunModel

@Suite struct JSONGraphTests {
    @Test func tasksGroupsAndEdgesAreData() throws {
        let document = GraphSamples.document("a > etl; etl.b", groups: ["etl"], labels: ["a etl": "yes"]) {
            if $0.taskID == "etl.b" { $0.expand = ExpandDefinition(over: [.init(name: "x", task: "a")]) }
        }
        let graph = try JSONValue(parsing: JSONGraph().render(document))
        #expect(graph["dag_id"] == "sample")
        #expect(graph["run_id"] == JSONValue.null)
        #expect(graph["edges"] == [["from": "a", "to": "etl", "label": "yes"]])
        #expect(
            graph["groups"] == [
                ["group_id": "etl", "label": "etl", "parent": nil, "tooltip": nil, "is_mapped": false]
            ])
        guard case .array(let tasks)? = graph["tasks"] else {
            Issue.record("no tasks")
            return
        }
        #expect(tasks.map { $0["task_id"] } == ["a", "etl.b"])
        #expect(tasks[1]["label"] == "b" && tasks[1]["group"] == "etl" && tasks[1]["is_mapped"] == true)
        #expect(tasks[1]["state"] == nil)
    }

    @Test func aRunGivesStates() throws {
        var record = RunRecord(
            facts: RunFacts(dagID: "sample", runID: "r", runAfter: .distantPast), start: .distantPast)
        record.apply(RunEvent(time: .distantPast, kind: .decided(TaskInstanceID("a"), .failed)))
        let graph = try JSONValue(parsing: JSONGraph().render(GraphSamples.document("a > b"), record: record))
        #expect(graph["run_id"] == "r" && graph["run_state"] == "running")
        guard case .array(let tasks)? = graph["tasks"] else {
            Issue.record("no tasks")
            return
        }
        #expect(tasks.map { $0["state"] } == ["failed", .null])
        #expect(tasks.map { $0["instances"] } == [["failed": 1], ["none": 1]])
    }

    @Test(arguments: UInt64(1)...20)
    func anyDocumentBecomesJSON(seed: UInt64) throws {
        let graph = try JSONValue(parsing: JSONGraph().render(GraphSamples.random(seed, tasks: 30, edges: 60)))
        guard case .array(let tasks)? = graph["tasks"] else {
            Issue.record("no tasks")
            return
        }
        #expect(tasks.count == 30)
    }
}
