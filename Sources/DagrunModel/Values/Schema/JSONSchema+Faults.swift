// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension JSONSchema {
    /// What is wrong with the schema itself; empty where it can be used.
    var faults: [String] {
        var faults: [String] = []
        if let type = members["type"] { faults += Self.typeFaults(type) }
        for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
            if let bound = members[keyword], bound.asDouble?.isFinite != true {
                faults.append("\(keyword) must be a number, not \(bound.summary)")
            }
        }
        if let divisor = members["multipleOf"], !((divisor.asDouble ?? 0) > 0) {
            faults.append("multipleOf must be a number above 0, not \(divisor.summary)")
        }
        for keyword in ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] {
            guard let size = members[keyword] else { continue }
            if case .int(0...) = size.normalized { continue }
            faults.append("\(keyword) must be a whole number of 0 or more, not \(size.summary)")
        }
        if let pattern = members["pattern"] { faults += Self.patternFaults(pattern) }
        if let allowed = members["enum"] {
            if case .array(let allowed) = allowed, !allowed.isEmpty {
            } else {
                faults.append("enum must be an array of the allowed values, not \(allowed.summary)")
            }
        }
        if let required = members["required"], (try? [String](document: required)) == nil {
            faults.append("required must be an array of names, not \(required.summary)")
        }
        return faults + subschemaFaults
    }

    private static let knownTypes = ["string", "integer", "number", "boolean", "array", "object", "null"]

    private static func typeFaults(_ type: JSONValue) -> [String] {
        let words: [JSONValue] = if case .array(let words) = type { words } else { [type] }
        guard !words.isEmpty else { return ["type must name at least one type"] }
        return words.compactMap { word in
            guard case .string(let name) = word else { return "type must be a name or names, not \(type.summary)" }
            guard !knownTypes.contains(name) else { return nil }
            return "type \"\(name)\" is not one of \(knownTypes.joined(separator: ", "))"
                + Suggestion.hint(for: name, in: knownTypes)
        }
    }

    private static func patternFaults(_ pattern: JSONValue) -> [String] {
        guard case .string(let text) = pattern else { return ["pattern must be a string, not \(pattern.summary)"] }
        do {
            _ = try Regex(text)
            return []
        } catch {
            return ["pattern \(pattern.summary) is not a regular expression: \(error)"]
        }
    }

    private var subschemaFaults: [String] {
        var faults: [String] = []
        for keyword in ["items", "additionalProperties", "not"] {
            guard let schema = members[keyword] else { continue }
            faults += Self.faults(of: schema, at: keyword)
        }
        for keyword in ["anyOf", "oneOf", "allOf"] {
            guard let list = members[keyword] else { continue }
            guard case .array(let schemas) = list, !schemas.isEmpty else {
                faults.append("\(keyword) must be an array of schemas, not \(list.summary)")
                continue
            }
            for (place, schema) in schemas.enumerated() {
                faults += Self.faults(of: schema, at: "\(keyword)[\(place)]")
            }
        }
        if let properties = members["properties"] {
            guard case .object(let schemas) = properties else {
                return faults + ["properties must be an object of schemas, not \(properties.summary)"]
            }
            for (name, schema) in schemas.sorted(by: { $0.key < $1.key }) {
                faults += Self.faults(of: schema, at: "properties.\(name)")
            }
        }
        return faults
    }

    private static func faults(of schema: JSONValue, at place: String) -> [String] {
        switch schema {
        case .bool: []
        case .object(let members): JSONSchema(members: members).faults.map { "\(place): \($0)" }
        default: ["\(place) must be a schema, not \(schema.summary)"]
        }
    }
}
