// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

@testable import DagrunModel

@Suite struct DAGDocumentBytesTests {
    @Test func `the canonical bytes are these`() {
        #expect(String(decoding: SampleDocuments.full.canonicalBytes, as: UTF8.self) == SampleDocuments.fullText)
    }

    @Test func `members with their defaults are left out`() {
        let document = DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: [TaskDefinition(taskID: "t")])
        let text = #"{"dag":{"dag_id":"d"},"format":"dagrun-airflow/dag@1","tasks":[{"task_id":"t"}]}"#
        #expect(String(decoding: document.canonicalBytes, as: UTF8.self) == text)
        #expect(document.contentHash == SHA256.hexDigest(of: Array(text.utf8)))
        #expect(document.contentHash == "ccab669dcfa124192aacfec2fd72c75619e3f684f2aed696009068e90c88eaf4")
    }

    @Test func `the pretty bytes end with a newline and read back`() throws {
        let bytes = SampleDocuments.full.prettyBytes
        #expect(bytes.starts(with: Array("{\n  \"dag\": {\n    \"callbacks\": [\n".utf8)))
        #expect(bytes.suffix(2) == Array("}\n".utf8)[...])
        #expect(try DAGDocument.read(bytes) == [SampleDocuments.full])
    }

    @Test(arguments: [
        ScheduleDefinition.none, .once, .continuous, .every(seconds: 90),
        .cron(["@daily", "0 5 * * *"], timeZone: "UTC"),
        .assets([AssetDefinition(name: "a", uri: "u")], all: true), .assets([AssetDefinition(name: "a")], all: false),
    ])
    func `each schedule comes back`(_ schedule: ScheduleDefinition) throws {
        var document = SampleDocuments.full
        document.dag.schedule = schedule
        #expect(try DAGDocument.read(document.canonicalBytes) == [document])
    }

    @Test func `any coder gives the same document`() throws {
        let data = try JSONEncoder().encode(SampleDocuments.full)
        #expect(try DAGDocument.read([UInt8](data)) == [SampleDocuments.full])
        let decoded = try JSONDecoder().decode(DAGDocument.self, from: Data(SampleDocuments.full.canonicalBytes))
        #expect(decoded == SampleDocuments.full)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(TaskDefinition.self, from: Data("{}".utf8)) }
    }

    @Test func `a change of any member changes the hash`() {
        var document = SampleDocuments.full
        let hash = document.contentHash
        #expect(SampleDocuments.full.contentHash == hash)
        document.tasks[1].retries += 1
        #expect(document.contentHash != hash)
    }

    @Test func `unknown members and later minor versions are read`() throws {
        let text = """
            {"format": "dagrun-airflow/dag@1.7", "new": [1], "dag": {"dag_id": "d", "colour": "red", "schedule": null},
             "tasks": [{"task_id": "t", "shape": {}, "queue": null, "retry_delay": 5}]}
            """
        var task = TaskDefinition(taskID: "t")
        task.retryDelay = 5
        #expect(try DAGDocument.read(Array(text.utf8)) == [DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: [task])])
    }

    @Test func `a null default of a param is a default`() throws {
        let param = ParamDefinition(defaultValue: .null)
        var document = DAGDocument(dag: DAGDefinition(dagID: "d"), tasks: [])
        document.dag.params = ["a": param, "b": ParamDefinition()]
        let read = try #require(try DAGDocument.read(document.canonicalBytes).first)
        #expect(read.dag.params["a"]?.defaultValue == .some(.null))
        #expect(read.dag.params["b"]?.defaultValue == nil)
    }
}
