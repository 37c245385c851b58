// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal

/// The documents of the bundle whose program is running.
struct BundleDocuments: DocumentSource {
    private let bundle = LoadedBundle.current

    func documents(_ ids: [String]) throws -> [DAGDocument] {
        if ids.isEmpty, case let faults = bundle.faults, !faults.isEmpty { throw DAGLoadError(faults: faults) }
        return try (ids.isEmpty ? bundle.dags.map(\.id) : ids).map { try bundle.dag($0).document }
    }

    func fault(_ fault: DocumentFault, _ document: DAGDocument) -> DAGFault {
        let dag = bundle.dags.first { $0.id == document.dag.dagID }
        let (subject, message) =
            switch fault.subject {
            case .task(let id), .group(let id): (id, fault.description)
            case .dag: (document.dag.dagID, fault.message)
            case .param, .edge: (document.dag.dagID, fault.description)
            }
        return DAGFault(
            dagID: document.dag.dagID, subject: subject, message: message, location: dag?.location(of: subject))
    }

    func location(of document: DAGDocument) -> SourceLocation? {
        bundle.dags.first { $0.id == document.dag.dagID }?.location
    }

    func poolNotes(_ documents: [DAGDocument]) -> [String] {
        pools(of: documents).map { pool in
            let slots = bundle.pools[pool] ?? 1
            return "tasks take the pool \(pool), which Airflow must have: airflow pools set \(pool) \(slots) \"\""
        }
    }
}
