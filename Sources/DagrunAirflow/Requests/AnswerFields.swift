// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel
internal import FoundationEssentials

/// The members of an object that a server sent, read by name.
///
/// Members that are missing or null are nil: servers leave out what is not set, and older ones what they don't know.
struct AnswerFields {
    let value: JSONValue
    let call: String

    init(_ value: JSONValue, call: String) {
        self.value = value
        self.call = call
    }

    /// Reads the body of an answer.
    init(_ body: [UInt8], call: String) throws(AirflowError) {
        self.call = call
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw AirflowError(.malformed, call: call, reason: "the answer is not JSON: \(error)")
        }
    }

    /// A text that must be there.
    func string(_ name: String) throws(AirflowError) -> String {
        guard case .string(let text)? = value[name] else { throw missing(name, "a text") }
        return text
    }

    /// A number that must be there.
    func int(_ name: String) throws(AirflowError) -> Int {
        guard let number = optionalInt(name) else { throw missing(name, "a whole number") }
        return number
    }

    /// An object that must be there.
    func object(_ name: String) throws(AirflowError) -> AnswerFields {
        guard let member = value[name], case .object = member else { throw missing(name, "an object") }
        return AnswerFields(member, call: call)
    }

    func optionalString(_ name: String) -> String? {
        if case .string(let text)? = value[name] { return text }
        return nil
    }

    func optionalInt(_ name: String) -> Int? {
        if case .int(let number)? = value[name] { return Int(exactly: number) }
        return nil
    }

    /// How many of something there are, whatever the server says: from 0 to what 32 bits hold, so that sums of a few fit.
    func optionalCount(_ name: String) -> Int? { optionalInt(name).map { min(max(0, $0), Int(Int32.max)) } }

    func optionalBool(_ name: String) -> Bool? {
        if case .bool(let flag)? = value[name] { return flag }
        return nil
    }

    func strings(_ name: String) -> [String]? {
        guard case .array(let elements)? = value[name] else { return nil }
        return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// An instant that may be missing.
    func date(_ name: String) throws(AirflowError) -> Date? {
        guard let text = optionalString(name) else { return nil }
        do {
            return try ISO8601.parse(text)
        } catch {
            throw AirflowError(.malformed, call: call, reason: "\(name) is no instant: \(error)")
        }
    }

    private func missing(_ name: String, _ kind: String) -> AirflowError {
        AirflowError(.malformed, call: call, reason: "the answer has no member \(name) that is \(kind)")
    }
}
