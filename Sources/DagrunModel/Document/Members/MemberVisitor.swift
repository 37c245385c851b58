// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Walks over the members of a record: one list of names and defaults serves reading and writing.
protocol MemberVisitor {
    /// Visits a member that is always there.
    mutating func required<Value: DocumentValue>(_ name: String, _ value: inout Value) throws(DocumentError)

    /// Visits a member that is left out where it has its default.
    mutating func member<Value: DocumentValue>(
        _ name: String, _ value: inout Value, default: Value
    ) throws(DocumentError)

    /// Visits a member that is left out where it is `nil`.
    mutating func member<Value: DocumentValue>(_ name: String, _ value: inout Value?) throws(DocumentError)
}
