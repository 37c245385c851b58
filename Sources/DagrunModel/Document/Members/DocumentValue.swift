// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value that a member of a document can have.
protocol DocumentValue: Equatable {
    /// Whether `null` counts as if the member were absent; false where `null` is a value like others.
    static var takesNullAsAbsent: Bool { get }

    /// Reads it.
    init(document value: JSONValue) throws(DocumentError)

    /// What is written for it.
    var documentValue: JSONValue { get }
}

extension DocumentValue {
    static var takesNullAsAbsent: Bool { true }

    /// Reads it with any decoder.
    static func read(from decoder: any Decoder) throws -> Self {
        let value = try JSONValue(from: decoder)
        do throws(DocumentError) {
            return try Self(document: value)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: error.description, underlyingError: error))
        }
    }
}

extension JSONValue: DocumentValue {
    static var takesNullAsAbsent: Bool { false }

    init(document value: JSONValue) { self = value }

    var documentValue: JSONValue { self }
}

extension Bool: DocumentValue {
    init(document value: JSONValue) throws(DocumentError) {
        guard case .bool(let flag) = value else { throw .wrongValue(value, expected: "true or false") }
        self = flag
    }

    var documentValue: JSONValue { .bool(self) }
}

extension Int: DocumentValue {
    init(document value: JSONValue) throws(DocumentError) {
        guard case .int(let number) = value, let number = Int(exactly: number) else {
            throw .wrongValue(value, expected: "a whole number")
        }
        self = number
    }

    var documentValue: JSONValue { .int(Int64(self)) }
}

extension Double: DocumentValue {
    init(document value: JSONValue) throws(DocumentError) {
        switch value {
        case .int(let number): self = Double(number)
        case .double(let number): self = number
        default: throw .wrongValue(value, expected: "a number")
        }
    }

    var documentValue: JSONValue { .double(self) }
}

extension String: DocumentValue {
    init(document value: JSONValue) throws(DocumentError) {
        guard case .string(let text) = value else { throw .wrongValue(value, expected: "a string") }
        self = text
    }

    var documentValue: JSONValue { .string(self) }
}

extension Array: DocumentValue where Element: DocumentValue {
    init(document value: JSONValue) throws(DocumentError) {
        guard case .array(let values) = value else { throw .wrongValue(value, expected: "an array") }
        self = []
        reserveCapacity(values.count)
        for (place, value) in values.enumerated() {
            do throws(DocumentError) {
                append(try Element(document: value))
            } catch {
                throw error.inside("[\(place)]")
            }
        }
    }

    var documentValue: JSONValue { .array(map(\.documentValue)) }
}

extension Dictionary: DocumentValue where Key == String, Value: DocumentValue {
    init(document value: JSONValue) throws(DocumentError) {
        guard case .object(let members) = value else { throw .wrongValue(value, expected: "an object") }
        self = Dictionary(minimumCapacity: members.count)
        for (name, value) in members {
            do throws(DocumentError) {
                self[name] = try Value(document: value)
            } catch {
                throw error.inside(name)
            }
        }
    }

    var documentValue: JSONValue { .object(mapValues(\.documentValue)) }
}

/// A closed set of words in a document.
protocol DocumentWord: DocumentValue, RawRepresentable<String>, CaseIterable {}

extension DocumentWord {
    init(document value: JSONValue) throws(DocumentError) {
        let word = try String(document: value)
        guard let known = Self(rawValue: word) else {
            let words = Self.allCases.map(\.rawValue)
            throw DocumentError(
                .wrongValue,
                message:
                    "\"\(word)\" is not one of \(words.joined(separator: ", "))\(Suggestion.hint(for: word, in: words))"
            )
        }
        self = known
    }

    var documentValue: JSONValue { .string(rawValue) }
}

extension TriggerRule: DocumentWord {}
extension WeightRule: DocumentWord {}
extension TaskDefinition.Kind: DocumentWord {}
extension ExpandDefinition.Mode: DocumentWord {}
extension DeadlineDefinition.Reference: DocumentWord {}
