// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal

/// Where the documents come from that are compiled.
protocol DocumentSource {
    /// Documents without faults.
    ///
    /// - Parameter ids: The DAGs' ids; none: all of them.
    /// - Returns: The documents, in the order of the ids, or of the source.
    /// - Throws: ``DAGLoadError`` for those that are not right, ``RunError`` for an id that is not there.
    func documents(_ ids: [String]) throws -> [DAGDocument]

    /// A fault of a document, with the place it was made at.
    func fault(_ fault: DocumentFault, _ document: DAGDocument) -> DAGFault

    /// Where a DAG was declared.
    func location(of document: DAGDocument) -> SourceLocation?

    /// What to know of the pools that DAGs take.
    func poolNotes(_ documents: [DAGDocument]) -> [String]
}

extension DocumentSource {
    /// Pools that must be made in Airflow, in order.
    func pools(of documents: [DAGDocument]) -> [String] {
        Set(documents.flatMap { $0.tasks.map(\.pool) }).subtracting(["default_pool"]).sorted()
    }
}
