// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunAuthoring
import Testing

struct DeterminismTests {
    @Test func `the same DAG gives the same bytes each time`() {
        let first = DAG.everything()
        #expect(first.faults.isEmpty, "\(first.faults)")
        for _ in 0..<50 {
            #expect(DAG.everything().document.canonicalBytes == first.document.canonicalBytes)
        }
    }

    @Test func `the document is read back as it was`() throws {
        let document = DAG.everything().document
        let read = try DAGDocument.read(document.prettyBytes)
        #expect(read == [document])
        #expect(read.first?.contentHash == document.contentHash)
    }

    /// Swift seeds its hashes anew in each process: what hangs on their order shows here.
    @Test func `another process gives the same bytes`() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            print("document \(DAG.everything().document.contentHash)")
        }
        let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
        #expect(output.contains("document \(DAG.everything().document.contentHash)\n"))
    }

    @Test func `faults come in the same order each time`() {
        func broken() -> DAG {
            DAG("d", params: ["b": Param(1, in: 2...3), "a": Param(1, in: 2...3)]) {
                for index in 0..<20 { task("bad \(index)", Greet(name: "\(\.params.none)")) }
            }
        }
        let first = broken().faults
        #expect(first.count == 42)
        for _ in 0..<20 { #expect(broken().faults == first) }
    }
}
