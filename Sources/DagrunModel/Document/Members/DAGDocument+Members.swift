// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension DAGDocument: DocumentRecord {
    static let blank = DAGDocument(dag: DAGDefinition(dagID: ""), tasks: [])

    init(document value: JSONValue) throws(DocumentError) {
        guard case .object(let members) = value else { throw .wrongValue(value, expected: "an object") }
        guard try DocumentFormat(of: members) == .current else { throw .severalDAGs }
        self = Self.blank
        var reader = MemberReader(members: members)
        try visit(&reader)
        // Members of a later minor version were left behind, so what is written from here on is this version's.
        format = Self.currentFormat
    }

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.required("format", &format)
        try visitor.required("dag", &dag)
        try visitor.member("groups", &groups, default: [])
        try visitor.required("tasks", &tasks)
        try visitor.member("edges", &edges, default: [])
    }
}

extension DocumentError {
    fileprivate static let severalDAGs = DocumentError(
        .format, path: "format", message: "this older format may hold several DAGs: read it with DAGDocument.read")
}
