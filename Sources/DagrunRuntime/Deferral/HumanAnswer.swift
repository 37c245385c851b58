// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// What a person answers to a task that asks, said beforehand for runs that have nobody to ask.
///
/// A list of texts is the options that are chosen:
///
/// ```swift
/// let answers: [String: HumanAnswer] = ["approve": ["Approve"], "order": HumanAnswer(fields: ["cups": 2])]
/// ```
public struct HumanAnswer: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// The options that are chosen; empty: the only one, where there is no choice.
    public var options: [String]
    /// What is entered in the fields of the form; those that are not here keep their defaults.
    public var fields: [String: JSONValue]
    /// Fields as they stand on a command line: each is read as the field wants it.
    package var texts: [String: String] = [:]

    /// Makes an answer.
    ///
    /// - Parameters:
    ///   - options: The options that are chosen; empty: the only one, where there is no choice.
    ///   - fields: What is entered in the fields of the form; those that are not here keep their defaults.
    public init(_ options: [String] = [], fields: [String: JSONValue] = [:]) {
        self.options = options
        self.fields = fields
    }

    /// Reads an answer as it stands in a file: an option, a list of options, or an object with `options` and `fields`.
    ///
    /// - Parameter value: What stands there.
    package init?(_ value: JSONValue) {
        guard case .object(let members) = value else {
            guard let options = Self.options(value) else { return nil }
            self.init(options)
            return
        }
        guard let options = members["options"].map(Self.options) ?? [],
            case .object(let fields) = members["fields"] ?? [:],
            Set(members.keys).isSubset(of: ["options", "fields"])
        else { return nil }
        self.init(options, fields: fields)
    }

    private static func options(_ value: JSONValue) -> [String]? {
        switch value {
        case .string(let option): return [option]
        case .array(let list):
            let options = list.compactMap { if case .string(let option) = $0 { option } else { nil } }
            return options.count == list.count ? options : nil
        default: return nil
        }
    }

    /// Makes an answer that chooses options.
    ///
    /// - Parameter elements: The options.
    public init(arrayLiteral elements: String...) { self.init(elements) }
}
