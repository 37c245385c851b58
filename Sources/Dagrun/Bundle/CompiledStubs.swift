// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunPackaging

/// The stub files of DAGs, with what is to be said of them.
enum CompiledStubs {
    /// Makes the files.
    ///
    /// - Parameters:
    ///   - documents: The DAGs.
    ///   - source: Where they come from.
    ///   - queue: The queue of tasks that name none.
    /// - Returns: A file for each DAG.
    /// - Throws: ``DAGLoadError`` when Airflow can't express one of them.
    static func make(
        of documents: [DAGDocument], _ source: any DocumentSource, queue: String
    ) throws -> [StubFile] {
        var faults: [DAGFault] = []
        for document in documents {
            for fault in StubFile.faults(of: document) { faults.append(source.fault(fault, document)) }
        }
        guard faults.isEmpty else { throw DAGLoadError(faults: faults) }
        return documents.map { document in StubFile(document, queue: queue) }
    }
}
