// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A format of documents that can be read.
enum DocumentFormat {
    /// The one that is written.
    case current
    /// The form that people wrote by hand before there was a compiler for it.
    case handWritten

    /// Finds the format of a document.
    ///
    /// - Parameter members: The members of the document.
    /// - Throws: `DocumentError` when there is none, or none that can be read.
    init(of members: [String: JSONValue]) throws(DocumentError) {
        guard let value = members["format"] else {
            throw DocumentError(.format, path: "format", message: "is missing; \(Self.readable)")
        }
        guard case .string(let text) = value else {
            throw DocumentError(
                .format, path: "format", message: "must be a string, not \(value.summary); \(Self.readable)")
        }
        // A minor version (`@1.2`) only adds members, and those are ignored.
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let major = parts.count == 2 ? parts[1].prefix { $0 != "." } : ""
        switch (parts.first ?? "") + "@" + major {
        case DAGDocument.currentFormat: self = .current
        case DAGDocument.handWrittenFormat: self = .handWritten
        default:
            throw DocumentError(
                .format, path: "format",
                message: "\"\(text)\" can't be read; \(Self.readable). A newer Dagrun may have written it")
        }
    }

    private static var readable: String {
        "this version reads \"\(DAGDocument.currentFormat)\" and \"\(DAGDocument.handWrittenFormat)\""
    }
}

extension DAGDocument {
    /// The older format that can be read: several DAGs in one file, with arguments in place of inputs.
    public static let handWrittenFormat = "swift-airflow/dag@1"
}
