// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A JSON Schema, for values that a parameter may take.
///
/// JSON Schema 2020-12 as Airflow checks it, for the keywords that parameters use: `type`, `enum`, `const`, `minimum`,
/// `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, `minLength`, `maxLength`, `pattern`, `format`
/// (`date`, `date-time`, `time`), `minItems`, `maxItems`, `uniqueItems`, `items`, `properties`, `required`,
/// `additionalProperties`, `minProperties`, `maxProperties`, `anyOf`, `oneOf`, `allOf`, `not`. Others say nothing about
/// a value here; Airflow's form has many of its own, such as `title` and `section`.
struct JSONSchema {
    /// The members of the schema.
    var members: [String: JSONValue]

    /// What is wrong with a value; empty where it is valid.
    func complaints(about value: JSONValue) -> [String] {
        var complaints: [String] = []
        if let types = Self.types(members["type"]), !types.contains(where: { Self.isType($0, value) }) {
            let expected = types.joined(separator: " or ")
            // Of a value of the wrong type nothing else is worth saying.
            return ["must be of type \(expected), not \(value.summary)"]
        }
        if case .array(let allowed) = members["enum"], !allowed.contains(where: { $0.isSame(as: value) }) {
            let words = allowed.prefix(20).map(\.summary).joined(separator: ", ")
            complaints.append("must be one of \(words)\(allowed.count > 20 ? ", …" : ""), not \(value.summary)")
        }
        if let constant = members["const"], !constant.isSame(as: value) {
            complaints.append("must be \(constant.summary), not \(value.summary)")
        }
        switch value {
        case .null, .bool: break
        case .int, .double: complaints += numberComplaints(value)
        case .string(let text): complaints += stringComplaints(text, value)
        case .array(let elements): complaints += arrayComplaints(elements)
        case .object(let object): complaints += objectComplaints(object)
        }
        return complaints + combinationComplaints(value)
    }

    /// The types that a schema names, as one word or as a list of words.
    static func types(_ value: JSONValue?) -> [String]? {
        switch value {
        case .string(let type): [type]
        case .array(let types): types.compactMap { if case .string(let type) = $0 { type } else { nil } }
        default: nil
        }
    }

    /// Whether a value is of a type; a whole double is an integer too, as in Airflow.
    private static func isType(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("integer", .int), ("number", .int), ("number", .double),
            ("string", .string), ("array", .array), ("object", .object):
            true
        case ("integer", .double(let number)): number.isFinite && number.rounded() == number
        default: false
        }
    }

    /// What a subschema says of a value: `true` allows all, `false` nothing.
    func complaints(of subschema: JSONValue, about value: JSONValue) -> [String] {
        switch subschema {
        case .bool(false): ["is not allowed"]
        case .object(let members): JSONSchema(members: members).complaints(about: value)
        default: []
        }
    }

    private func combinationComplaints(_ value: JSONValue) -> [String] {
        var complaints: [String] = []
        if case .array(let all) = members["allOf"] {
            for schema in all { complaints += self.complaints(of: schema, about: value) }
        }
        if case .array(let any) = members["anyOf"] {
            let tries = any.map { self.complaints(of: $0, about: value) }
            if !tries.contains(where: \.isEmpty) {
                let reasons = tries.compactMap(\.first).joined(separator: "; or ")
                complaints.append("matches none of the schemas in anyOf: \(reasons)")
            }
        }
        if case .array(let one) = members["oneOf"] {
            let count = one.count { self.complaints(of: $0, about: value).isEmpty }
            if count != 1 {
                complaints.append("must match exactly one of the \(one.count) schemas in oneOf, but matches \(count)")
            }
        }
        if let not = members["not"], self.complaints(of: not, about: value).isEmpty {
            complaints.append("must not match the schema in not: \(not.summary)")
        }
        return complaints
    }
}

extension JSONValue {
    /// Whether two values are the same to JSON Schema: `1` and `1.0` are.
    func isSame(as other: JSONValue) -> Bool { self == other || normalized == other.normalized }

    /// The value with whole doubles as integers.
    var normalized: JSONValue {
        switch self {
        case .double(let number): Int64(exactly: number).map(JSONValue.int) ?? self
        case .array(let elements): .array(elements.map(\.normalized))
        case .object(let members): .object(members.mapValues(\.normalized))
        case .null, .bool, .int, .string: self
        }
    }
}
