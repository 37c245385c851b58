// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
internal import DagrunSystem

/// A file that is an executable bundle: a program with a footer behind it.
///
/// Source: Airflow 3.3, `airflow.sdk.coordinators.executable`.
package struct BundleFile: Sendable, Hashable {
    /// What the embedded source is called: the documents of the DAGs.
    package static let sourceName = "dags.json"

    /// What stands in front of the footer: the program, and perhaps an archive.
    package var program: [UInt8]
    /// The embedded source; may be empty.
    package var source: [UInt8]
    /// The text of the metadata.
    package var metadata: [UInt8]

    /// Reads a bundle and checks it as Airflow's coordinator does.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: ``BundleFileError`` when Airflow would not take it.
    package init(_ bytes: [UInt8]) throws(BundleFileError) {
        guard let trailer = try BundleTrailer.read(bytes[...]) else {
            throw BundleFileError(.noBundle, "it has no footer AFBNDL01: it is not packed")
        }
        let metadataStart = bytes.count - BundleTrailer.length - trailer.metadataLength
        let sourceStart = metadataStart - trailer.sourceLength
        guard sourceStart > 0 else {
            throw BundleFileError(.damaged, "the lengths in its trailer leave no room for a program")
        }
        program = Array(bytes[..<sourceStart])
        source = Array(bytes[sourceStart..<metadataStart])
        metadata = Array(bytes[metadataStart..<(bytes.count - BundleTrailer.length)])
        var hash = SHA256()
        hash.update(program)
        guard hash.digest() == trailer.digest else {
            throw BundleFileError(
                .damaged, "its program does not have the hash in the trailer: it was changed after it was packed")
        }
    }

    /// Makes a bundle.
    ///
    /// - Parameters:
    ///   - program: A program's file; a footer that it has already is left out.
    ///   - documents: The DAGs that it runs.
    /// - Throws: ``BundleFileError`` when there is no program.
    package init(program: [UInt8], documents: [DAGDocument]) throws(BundleFileError) {
        self.program = Self.withoutFooter(program)
        guard !self.program.isEmpty else { throw BundleFileError(.noBundle, "it is empty") }
        source = CanonicalJSON.bytes(of: .array(documents.map(\.jsonValue)))
        metadata = CanonicalJSON.bytes(of: BundleMetadata(documents, source: Self.sourceName).json)
    }

    /// Makes a bundle that is a zip archive, too, so that Airflow finds its DAGs in the same file.
    ///
    /// - Parameters:
    ///   - program: A program's file; a footer that it has already is left out.
    ///   - documents: The DAGs that it runs.
    ///   - stubs: The Python files of the DAGs, by name.
    /// - Throws: ``BundleFileError`` when there is no program, or the metadata do not fit.
    package init(
        program: [UInt8], documents: [DAGDocument], stubs: [(name: String, bytes: [UInt8])]
    ) throws(BundleFileError) {
        try self.init(program: program, documents: documents)
        let room = ZipArchive.longestComment - BundleTrailer.length - metadata.count
        guard room >= 0 else {
            throw BundleFileError(
                .tooLarge,
                "the footer of a zip holds \(ZipArchive.longestComment - BundleTrailer.length) bytes, and the ids of its"
                    + " DAGs and tasks take \(metadata.count); pack fewer DAGs, or the bundle and the stub files apart")
        }
        // The program has its DAGs compiled in: the copy in the footer is for people.
        if source.count > room { source = [] }
        let archive = ZipArchive(stubs.map { ZipArchive.Entry(name: $0.name, bytes: $0.bytes) })
        self.program += try archive.bytes(
            at: self.program.count, commentLength: source.count + metadata.count + BundleTrailer.length)
    }

    /// The whole file.
    ///
    /// - Throws: ``BundleFileError`` when a part is too long.
    package func bytes() throws(BundleFileError) -> [UInt8] {
        var hash = SHA256()
        hash.update(program)
        let trailer = BundleTrailer(
            sourceLength: source.count, metadataLength: metadata.count, digest: hash.digest())
        return program + source + metadata + (try trailer.bytes())
    }

    private static func withoutFooter(_ bytes: [UInt8]) -> [UInt8] {
        guard let bundle = try? BundleFile(bytes) else { return bytes }
        return Array(bundle.program[..<ZipArchive.start(in: bundle.program)])
    }
}
