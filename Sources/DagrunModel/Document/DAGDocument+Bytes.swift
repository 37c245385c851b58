// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension DAGDocument {
    /// Reads the DAGs of a document of any format that this version knows.
    ///
    /// A document in the current format holds one DAG; one in ``handWrittenFormat`` holds any number of them and is
    /// converted. Members that are not known are ignored. The result may still have faults: ask ``faults(knownPools:)``.
    ///
    /// - Parameter bytes: The text in UTF-8.
    /// - Returns: The DAGs, in the order of the text.
    /// - Throws: `DocumentError` when the text is not JSON, has a format that can't be read, or lacks a member.
    public static func read(_ bytes: [UInt8]) throws(DocumentError) -> [DAGDocument] {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONParser().value(from: bytes)
        } catch {
            throw DocumentError(.syntax, message: error.description)
        }
        guard case .object(let members) = value else { throw .wrongValue(value, expected: "an object") }
        switch try DocumentFormat(of: members) {
        case .current: return [try DAGDocument(document: value)]
        case .handWritten: return try HandWrittenDocument(members).documents()
        }
    }

    /// The document as plain values, without the members that have their defaults.
    public var jsonValue: JSONValue { documentValue }

    /// The bytes that are hashed: canonical JSON without white space.
    public var canonicalBytes: [UInt8] { CanonicalJSON.bytes(of: documentValue) }

    /// The bytes of the file `dag.json`: canonical JSON, indented, with a newline at the end.
    public var prettyBytes: [UInt8] { CanonicalJSON.prettyBytes(of: documentValue) }

    /// The DAG's version: the SHA-256 of the canonical bytes in lower-case hexadecimal.
    public var contentHash: String { SHA256.hexDigest(of: canonicalBytes) }
}
