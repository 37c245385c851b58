// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal
internal import DagrunSystem

/// The documents in a folder of files `*.dag.json`.
struct DocumentFiles: DocumentSource {
    private let found: [(path: String, document: DAGDocument)]

    /// Reads all files of a folder.
    ///
    /// - Parameter folder: The folder's path.
    /// - Throws: ``RunError`` where there is no such file, or one that can't be read.
    init(_ folder: String) throws {
        let names = Folders.names(in: folder).filter { $0.hasSuffix(".dag.json") }
        if names.isEmpty { throw RunError.badOption("--from: there is no file *.dag.json in \(folder)") }
        found = try names.flatMap { name in
            let path = "\(folder)/\(name)"
            do {
                return try DAGDocument.read(try Folders.read(path)).map { (path, $0) }
            } catch let error as DocumentError {
                throw RunError.badOption("\(path): \(error)")
            }
        }
    }

    func documents(_ ids: [String]) throws -> [DAGDocument] {
        let known = found.map(\.document.dag.dagID)
        for id in ids where !known.contains(id) {
            let hint = Suggestion.closest(to: id, in: known).map { "did you mean “\($0)”?" }
            throw RunError.badOption("there is no DAG “\(id)”; \(hint ?? "there are \(known.joined(separator: ", "))")")
        }
        var chosen = found.map(\.document)
        if !ids.isEmpty { chosen = ids.compactMap { id in chosen.first { $0.dag.dagID == id } } }
        var faults: [DAGFault] = []
        var seen: Set<String> = []
        for document in chosen {
            faults += document.faults().map { fault($0, document) }
            do throws(ScheduleError) {
                _ = try Timetable(document.dag.schedule)
            } catch {
                faults.append(fault(DocumentFault(.dag, .badSchedule, "\(error)"), document))
            }
            if !seen.insert(document.dag.dagID).inserted {
                faults.append(fault(DocumentFault(.dag, .duplicateID, "there are two DAGs of this id"), document))
            }
        }
        guard faults.isEmpty else { throw DAGLoadError(faults: faults) }
        return chosen
    }

    func fault(_ fault: DocumentFault, _ document: DAGDocument) -> DAGFault {
        DAGFault(
            dagID: document.dag.dagID, subject: fault.subject.description, message: fault.description,
            location: location(of: document))
    }

    func location(of document: DAGDocument) -> SourceLocation? {
        found.first { $0.document.dag.dagID == document.dag.dagID }.map { SourceLocation(filePath: $0.path, line: 1) }
    }

    func poolNotes(_ documents: [DAGDocument]) -> [String] {
        pools(of: documents).map {
            "tasks take the pool \($0), which Airflow must have: airflow pools set \($0) 1 \"\""
        }
    }
}
