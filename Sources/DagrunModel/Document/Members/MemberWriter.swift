// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Collects the members that are not at their defaults.
struct MemberWriter: MemberVisitor {
    /// The members so far.
    private(set) var members: [String: JSONValue] = [:]

    mutating func required<Value: DocumentValue>(_ name: String, _ value: inout Value) {
        members[name] = value.documentValue
    }

    mutating func member<Value: DocumentValue>(_ name: String, _ value: inout Value, default fallback: Value) {
        if value != fallback { members[name] = value.documentValue }
    }

    mutating func member<Value: DocumentValue>(_ name: String, _ value: inout Value?) {
        if let value { members[name] = value.documentValue }
    }
}
