// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunSystem

/// A folder of DAG documents, a file for each DAG: `<dag_id>.dag.json`.
public struct DocumentFolder: Sendable {
    private static let ending = ".dag.json"

    /// The folder's path.
    public let path: String

    /// Names a folder.
    ///
    /// - Parameter path: Its path; it is made when the first document is written.
    public init(_ path: String) { self.path = path }

    /// Where the document of a DAG is.
    ///
    /// - Parameter dagID: The DAG's id.
    /// - Returns: The path of its file.
    public func file(_ dagID: String) -> String { "\(path)/\(RunFolder.component(dagID))\(Self.ending)" }

    /// Writes a document where its file does not hold the same bytes already.
    ///
    /// - Parameter document: The DAG.
    /// - Returns: Whether the file changed.
    /// - Throws: `FileError` when it can't be written.
    public func write(_ document: DAGDocument) throws(FileError) -> Bool {
        let file = file(document.dag.dagID)
        let bytes = document.prettyBytes
        if let found = try? Folders.read(file), found == bytes { return false }
        try Folders.write(bytes, to: file)
        return true
    }

    /// What in the folder is not as the DAGs are.
    ///
    /// - Parameters:
    ///   - documents: The DAGs.
    ///   - areAll: Whether there are no others, so that any other document in the folder is one too many.
    /// - Returns: A line for each file that is missing, differs, or is too many; none where all is as it should be.
    public func differences(from documents: [DAGDocument], areAll: Bool) -> [String] {
        var lines = documents.compactMap { document -> String? in
            let file = file(document.dag.dagID)
            guard let found = try? Folders.read(file) else { return "\(file) is missing" }
            return found == document.prettyBytes ? nil : "\(file) differs from the DAG"
        }
        if areAll {
            let names = Set(documents.map { RunFolder.component($0.dag.dagID) + Self.ending })
            lines += Folders.names(in: path).filter { $0.hasSuffix(Self.ending) && !names.contains($0) }
                .map { "\(path)/\($0) is of no DAG" }
        }
        return lines
    }
}
