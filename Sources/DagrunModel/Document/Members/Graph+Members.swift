// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension TaskGroupDefinition: DocumentRecord {
    static let blank = TaskGroupDefinition(groupID: "")

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.required("group_id", &groupID)
        try visitor.member("parent", &parent)
        try visitor.member("tooltip", &tooltip)
        try visitor.member("group_display_name", &displayName)
        try visitor.member("expand", &expand)
    }
}

extension EdgeDefinition: DocumentRecord {
    static let blank = EdgeDefinition(from: "", to: "")

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.required("from", &from)
        try visitor.required("to", &to)
        try visitor.member("label", &label)
    }
}

extension ExpandDefinition: DocumentRecord {
    static let blank = ExpandDefinition(over: [])

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.member("mode", &mode, default: .product)
        try visitor.required("over", &over)
        try visitor.member("limit", &limit, default: Self.defaultLimit)
    }
}

extension ExpandDefinition.Source: DocumentRecord {
    static let blank = Self(name: "", task: "")

    mutating func visit(_ visitor: inout some MemberVisitor) throws(DocumentError) {
        try visitor.required("name", &name)
        try visitor.member("literal", &literal)
        try visitor.member("task", &task)
    }
}
