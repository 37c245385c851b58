// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension AssetDefinition: DocumentRecord {
    static let blank = AssetDefinition(name: "")

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.required("name", &name)
        try visitor.member("uri", &uri)
        try visitor.member("group", &group)
        try visitor.member("extra", &extra)
    }
}

extension ParamDefinition: DocumentRecord {
    static let blank = ParamDefinition()

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.member("default", &defaultValue)
        try visitor.member("description", &description)
        try visitor.member("schema", &schema, default: [:])
    }
}
