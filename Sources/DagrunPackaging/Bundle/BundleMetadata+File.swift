// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
package import DagrunSystem

extension BundleMetadata {
    /// How much of a program is held at once while its hash is made.
    private static let piece = 1 << 18
    /// The most bytes of metadata: the ids of a hundred thousand tasks.
    private static let longest = 16 << 20

    /// Reads the metadata of a packed program and checks the file as Airflow's coordinator does, without holding the program.
    ///
    /// - Parameter file: The program.
    /// - Throws: ``BundleFileError`` when Airflow would not take it: with the code `noBundle` where it has no footer.
    package init(of file: InputFile) throws(BundleFileError) {
        do {
            self = try Self.read(file)
        } catch let error as BundleFileError {
            throw error
        } catch {
            throw BundleFileError(.damaged, "it can't be read: \(error)")
        }
    }

    private static func read(_ file: InputFile) throws -> BundleMetadata {
        let size = file.facts.size
        let last = try file.read(at: max(0, size - BundleTrailer.length), count: BundleTrailer.length)
        guard let trailer = try BundleTrailer.read(last[...]) else {
            throw BundleFileError(.noBundle, "it has no footer AFBNDL01: it is not packed")
        }
        let metadataStart = size - BundleTrailer.length - trailer.metadataLength
        let end = metadataStart - trailer.sourceLength
        guard end > 0, trailer.metadataLength <= longest else {
            throw BundleFileError(.damaged, "the lengths in its trailer leave no room for a program")
        }
        var hash = SHA256()
        for place in stride(from: 0, to: end, by: piece) {
            hash.update(try file.read(at: place, count: min(piece, end - place)))
        }
        guard hash.digest() == trailer.digest else {
            throw BundleFileError(
                .damaged,
                "its program does not have the hash in the trailer: it was changed after it was packed; pack it anew")
        }
        return try BundleMetadata(try file.read(at: metadataStart, count: trailer.metadataLength))
    }

    /// Metadata in YAML, as the packers of other languages write them.
    ///
    /// - Parameter bytes: The text.
    /// - Returns: The same as JSON. What is a date unless it is quoted is none of the texts that Airflow takes.
    /// - Throws: `YAMLSyntaxError` where it is no YAML.
    static func json(yaml bytes: [UInt8]) throws(YAMLSyntaxError) -> JSONValue { json(try YAMLParser.parse(bytes)) }

    private static func json(_ node: YAMLNode) -> JSONValue {
        switch node.value {
        case .null: .null
        case .scalar(let text, let isQuoted): isQuoted || !isDate(text) ? .string(text) : .null
        case .sequence(let nodes): .array(nodes.map(json))
        case .mapping(let members):
            .object(Dictionary(members.map { ($0.key, json($0.value)) }, uniquingKeysWith: { $1 }))
        }
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }
}
