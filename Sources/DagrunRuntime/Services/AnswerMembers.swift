// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
package import FoundationEssentials

/// The members of an answer, read by name; what is missing, null or of another kind is nil.
package struct AnswerMembers {
    private let value: JSONValue

    package init(_ value: JSONValue) { self.value = value }

    package func text(_ name: String) -> String? {
        if case .string(let text)? = value[name] { return text }
        return nil
    }

    package func int(_ name: String) -> Int? {
        if case .int(let number)? = value[name] { return Int(exactly: number) }
        return nil
    }

    package func object(_ name: String) -> [String: JSONValue]? {
        if case .object(let members)? = value[name] { return members }
        return nil
    }

    package func list(_ name: String) -> [JSONValue] {
        if case .array(let elements)? = value[name] { return elements }
        return []
    }

    package func date(_ name: String) -> Date? { text(name).flatMap { try? ISO8601.parse($0) } }
}
