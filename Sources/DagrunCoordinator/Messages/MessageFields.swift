// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
internal import FoundationEssentials

/// The members of a message, read by name; those that are missing or null are nil.
package struct MessageFields {
    /// The message.
    package let value: JSONValue
    /// What it is called in errors.
    package let type: String

    package init(_ value: JSONValue) {
        self.value = value
        if case .string(let text)? = value["type"] { type = text } else { type = "" }
    }

    private init(_ value: JSONValue, type: String) {
        self.value = value
        self.type = type
    }

    package func string(_ name: String) throws(CommError) -> String {
        guard let text = optionalString(name) else { throw missing(name, "a text") }
        return text
    }

    package func int(_ name: String) throws(CommError) -> Int {
        guard let number = optionalInt(name) else { throw missing(name, "a whole number") }
        return number
    }

    package func object(_ name: String) throws(CommError) -> MessageFields {
        guard let member = value[name], case .object = member else { throw missing(name, "a map") }
        return MessageFields(member, type: type)
    }

    package func optionalString(_ name: String) -> String? {
        if case .string(let text)? = value[name] { return text }
        return nil
    }

    package func optionalInt(_ name: String) -> Int? {
        if case .int(let number)? = value[name] { return Int(exactly: number) }
        return nil
    }

    package func list(_ name: String) -> [JSONValue] {
        if case .array(let elements)? = value[name] { return elements }
        return []
    }

    func date(_ name: String) throws(CommError) -> Date? {
        guard let text = optionalString(name) else { return nil }
        do {
            return try ISO8601.parse(text)
        } catch {
            throw CommError(.malformed, "\(type): \(name) is no instant: \(error)")
        }
    }

    func duration(_ name: String) throws(CommError) -> Duration? {
        switch value[name] {
        case nil, .null: return nil
        case .int(let seconds)?: return .seconds(seconds)
        case .double(let seconds)? where seconds.magnitude < 1e15: return .seconds(seconds)
        case .string(let text)?:
            guard let duration = ISO8601Duration.parse(text) else { fallthrough }
            return duration
        default: throw CommError(.malformed, "\(type): \(name) is no duration")
        }
    }

    private func missing(_ name: String, _ kind: String) -> CommError {
        CommError(.malformed, "\(type.isEmpty ? "a message" : type) has no member \(name) that is \(kind)")
    }
}
