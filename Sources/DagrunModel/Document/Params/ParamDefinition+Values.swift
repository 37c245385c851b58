// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension ParamDefinition {
    /// What is wrong with a value for this parameter, all at once.
    ///
    /// - Parameter value: The value.
    /// - Returns: A sentence part for each complaint, such as `must be at least 1, not 0`; empty where the value is valid.
    public func validate(_ value: JSONValue) -> [String] { JSONSchema(members: schema).complaints(about: value) }

    /// What is wrong with the schema itself, such as a pattern that is no regular expression.
    public var schemaFaults: [String] { JSONSchema(members: schema).faults }

    /// Reads a text from the command line as the schema wants it.
    ///
    /// The schema's types decide, else the type of the default, else the text is JSON if it can be. Where strings are
    /// allowed too, a text that is no other allowed value is a string. A text that fits no type stays a string, so that
    /// ``validate(_:)`` tells what is wrong with it.
    ///
    /// - Parameter text: The text behind `name=`.
    /// - Returns: The value.
    public func coerce(text: String) -> JSONValue {
        let types = Self.types(of: schema) ?? defaultValue.flatMap(Self.types(ofValue:))
        let parsed = try? JSONValue(parsing: text)
        guard let types else {
            if case .array(let allowed) = schema["enum"] {
                if allowed.contains(.string(text)) { return .string(text) }
                return parsed.flatMap { value in allowed.first { $0.isSame(as: value) } } ?? .string(text)
            }
            return parsed ?? .string(text)
        }
        for type in types where type != "string" {
            if let value = Self.coerce(text, parsed, to: type) { return value }
        }
        return .string(text)
    }

    private static func coerce(_ text: String, _ parsed: JSONValue?, to type: String) -> JSONValue? {
        switch (type, parsed) {
        case ("null", .null), ("array", .array), ("object", .object), ("boolean", .bool), ("integer", .int),
            ("number", .int):
            return parsed
        case ("number", .double(let number)): return number.isFinite ? parsed : nil
        case ("integer", .double(let number)): return Int64(exactly: number).map(JSONValue.int)
        case ("boolean", _):
            switch text.lowercased() {
            case "true": return true
            case "false": return false
            default: return nil
            }
        default: return nil
        }
    }

    /// The types that a schema allows, those of its alternatives included.
    private static func types(of schema: [String: JSONValue]) -> [String]? {
        if let types = JSONSchema.types(schema["type"]) { return types }
        for keyword in ["anyOf", "oneOf"] {
            guard case .array(let schemas) = schema[keyword] else { continue }
            let types = schemas.flatMap { schema in
                if case .object(let members) = schema { JSONSchema.types(members["type"]) ?? [] } else { [String]() }
            }
            if !types.isEmpty { return types }
        }
        return nil
    }

    private static func types(ofValue value: JSONValue) -> [String]? {
        switch value {
        case .null: nil
        case .bool: ["boolean"]
        case .int, .double: ["number"]
        case .string: ["string"]
        case .array: ["array"]
        case .object: ["object"]
        }
    }
}
