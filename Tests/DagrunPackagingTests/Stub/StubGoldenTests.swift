// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunPackaging
import Foundation
import Testing

@testable import DagrunConformance
@testable import DagrunExamples

/// Files that people looked at: `DAGRUN_WRITE_GOLDENS=1 swift test --filter StubGoldenTests` writes them anew.
struct StubGoldenTests {
    static let documents =
        (Examples().dags + FeatureDAGs.all).map(\.document) + [SampleDocuments.interleaved, SampleDocuments.unprefixed]

    @Test(arguments: documents) func `each DAG gives the file that is known to be right`(_ document: DAGDocument) throws
    {
        #expect(document.faults().isEmpty)
        #expect(StubFile.faults(of: document).isEmpty)
        let file = StubFile(document)
        let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(file.name)")
        if ProcessInfo.processInfo.environment["DAGRUN_WRITE_GOLDENS"] != nil {
            try Data(file.text.utf8).write(to: golden)
        }
        #expect(try String(decoding: Data(contentsOf: golden), as: UTF8.self) == file.text)
    }

    @Test func `equal documents give equal files, and the file is one that Airflow looks at`() throws {
        for document in Self.documents {
            let again = try DAGDocument.read(document.prettyBytes)
            let text = StubFile(document).text
            #expect(again.map { StubFile($0).text } == [text])
            // Airflow reads files only that have both words in them.
            #expect(text.contains("airflow"))
            #expect(text.contains("dag"))
        }
    }

    @Test func `a queue is given to tasks that name none`() {
        var document = DAGDocument(
            dag: DAGDefinition(dagID: "d"), tasks: [TaskDefinition(taskID: "a"), TaskDefinition(taskID: "b")])
        document.tasks[1].queue = "own"
        let text = StubFile(document, queue: "pi").text
        #expect(text.contains(#"task_id="a", queue="pi""#))
        #expect(text.contains(#"task_id="b", queue="own""#))
        #expect(StubFile(document).text.contains(#"task_id="a", queue="default""#))
    }
}
