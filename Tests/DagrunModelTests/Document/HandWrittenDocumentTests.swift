// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct HandWrittenDocumentTests {
    @Test func `the older format becomes the current one`() throws {
        let documents = try DAGDocument.read(Array(SampleDocuments.handWritten.utf8))
        #expect(documents.map(\.dag.dagID) == ["first", "second"])
        let first = try #require(documents.first)
        #expect(first.format == DAGDocument.currentFormat)
        #expect(first.dag.schedule == .cron(["15 6 * * 1-5"], timeZone: "Europe/Berlin"))
        #expect(first.tasks.map(\.retries) == [1, 3, 1])
        #expect(first.tasks.map(\.retryDelay) == [10, 10, 10])
        #expect(first.tasks.map(\.retryExponentialBackoff) == [0, 2, 0])
        #expect(first.tasks[1].inputs == [.init(name: "y", task: "a", type: "JSONValue")])
        #expect(
            first.tasks[2].expand
                == ExpandDefinition(over: [.init(name: "u", literal: [1, 2]), .init(name: "v", task: "a")]))
        #expect(first.tasks[2].hasMapLabel)
        #expect(
            first.edges == [EdgeDefinition(from: "a", to: "g.b", label: "go"), EdgeDefinition(from: "a", to: "c")])
        #expect(documents[1].dag.schedule == .assets([AssetDefinition(name: "x")], all: true))
        #expect(documents.flatMap { $0.faults() } == [])
    }

    @Test(arguments: [
        ("null", ScheduleDefinition.none), (#"{"preset": "@daily"}"#, .cron(["@daily"], timeZone: "UTC")),
        (#"{"preset": "@once"}"#, .once), (#"{"preset": "@continuous"}"#, .continuous),
        (#"{"cron": ["0 1 * * *", "0 5 * * *"]}"#, .cron(["0 1 * * *", "0 5 * * *"], timeZone: "UTC")),
        (#"{"every_seconds": 90}"#, .every(seconds: 90)),
        (#"{"assets_any": [{"name": "a"}]}"#, .assets([AssetDefinition(name: "a")], all: false)),
        (#"{"assets_all": [{"name": "a"}]}"#, .assets([AssetDefinition(name: "a")], all: true)),
    ])
    func `each schedule is converted`(_ text: String, _ schedule: ScheduleDefinition) throws {
        let document = """
            {"format": "swift-airflow/dag@1", "dags": [{"dag": {"dag_id": "d", "schedule": \(text)}, "tasks": []}]}
            """
        #expect(try DAGDocument.read(Array(document.utf8)).first?.dag.schedule == schedule)
    }
}
