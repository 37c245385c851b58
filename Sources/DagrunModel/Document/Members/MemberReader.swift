// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Reads members; those that it is not asked for are ignored, as a newer Dagrun may have written them.
struct MemberReader: MemberVisitor {
    /// The members of the record.
    let members: [String: JSONValue]

    func required<Value: DocumentValue>(_ name: String, _ value: inout Value) throws(DocumentError) {
        guard let written = members[name] else {
            throw DocumentError(.missingMember, path: name, message: "is missing")
        }
        value = try read(written, name)
    }

    func member<Value: DocumentValue>(
        _ name: String, _ value: inout Value, default fallback: Value
    ) throws(DocumentError) {
        guard let written = members[name], !(written == .null && Value.takesNullAsAbsent) else {
            value = fallback
            return
        }
        value = try read(written, name)
    }

    func member<Value: DocumentValue>(_ name: String, _ value: inout Value?) throws(DocumentError) {
        guard let written = members[name], !(written == .null && Value.takesNullAsAbsent) else {
            value = nil
            return
        }
        value = try read(written, name)
    }

    private func read<Value: DocumentValue>(_ written: JSONValue, _ name: String) throws(DocumentError) -> Value {
        do throws(DocumentError) {
            return try Value(document: written)
        } catch {
            throw error.inside(name)
        }
    }
}
