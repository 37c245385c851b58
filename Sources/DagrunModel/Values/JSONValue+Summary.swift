// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension JSONValue {
    /// A short text of the value for messages: its JSON, cut where it is long.
    package var summary: String {
        switch self {
        case .array(let elements) where elements.count > 8: return "an array of \(elements.count) elements"
        case .object(let members) where members.count > 8: return "an object of \(members.count) members"
        case .array, .object, .string:
            let text = CanonicalJSON.text(of: self)
            return text.unicodeScalars.count <= 80 ? text : String(text.prefix(77)) + "…"
        case .null, .bool, .int, .double: return CanonicalJSON.text(of: self)
        }
    }
}
