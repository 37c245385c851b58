// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension JSONSchema {
    /// What is wrong with a number.
    func numberComplaints(_ value: JSONValue) -> [String] {
        var complaints: [String] = []
        func check(_ keyword: String, _ words: String, _ holds: (JSONValue, JSONValue) -> Bool) {
            guard let bound = members[keyword], bound.asDouble != nil, !holds(value, bound) else { return }
            complaints.append("must be \(words) \(bound.summary), not \(value.summary)")
        }
        check("minimum", "at least") { !Self.isLess($0, $1) && !$0.isNaN }
        check("maximum", "at most") { !Self.isLess($1, $0) && !$0.isNaN }
        check("exclusiveMinimum", "more than") { Self.isLess($1, $0) }
        check("exclusiveMaximum", "less than") { Self.isLess($0, $1) }
        check("multipleOf", "a multiple of", Self.isMultiple)
        return complaints
    }

    private static func isLess(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if case .int(let left) = left, case .int(let right) = right { return left < right }
        guard let left = left.asDouble, let right = right.asDouble else { return false }
        return left < right
    }

    private static func isMultiple(_ value: JSONValue, of divisor: JSONValue) -> Bool {
        if case .int(let value) = value, case .int(let divisor) = divisor {
            let (remainder, overflow) = value.remainderReportingOverflow(dividingBy: divisor)
            return divisor != 0 && (overflow || remainder == 0)
        }
        guard let value = value.asDouble, let divisor = divisor.asDouble, divisor != 0 else { return false }
        let quotient = value / divisor
        return quotient.isFinite && quotient.rounded() == quotient
    }

    /// What is wrong with a string; lengths count Unicode scalars, as Python's `len` does.
    func stringComplaints(_ text: String, _ value: JSONValue) -> [String] {
        var complaints = sizeComplaints(
            text.unicodeScalars.count, minimum: "minLength", maximum: "maxLength", unit: "characters")
        if case .string(let pattern) = members["pattern"] {
            // A pattern that can't be read is the schema's own fault and is told there.
            if let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar), text.firstMatch(of: regex) == nil {
                complaints.append("must match the pattern \(pattern), not \(value.summary)")
            }
        }
        let example: String? =
            switch members["format"] {
            case "date" where !CalendarText.isDate(text): "a date such as 2026-01-31"
            case "time" where !CalendarText.isTime(text): "a time such as 06:15:00"
            case "date-time" where CalendarText.instant(text) == nil:
                "a date and time such as 2026-01-31T06:15:00+00:00"
            default: nil
            }
        if let example { complaints.append("must be \(example), not \(value.summary)") }
        return complaints
    }

    /// What is wrong with an array.
    func arrayComplaints(_ elements: [JSONValue]) -> [String] {
        var complaints = sizeComplaints(elements.count, minimum: "minItems", maximum: "maxItems", unit: "elements")
        if members["uniqueItems"] == true, Set(elements.map(\.normalized)).count != elements.count {
            complaints.append("must not hold the same element twice")
        }
        if let items = members["items"] {
            for (place, element) in elements.enumerated() {
                complaints += self.complaints(of: items, about: element).map { "[\(place)]: \($0)" }
            }
        }
        return complaints
    }

    /// What is wrong with an object.
    func objectComplaints(_ object: [String: JSONValue]) -> [String] {
        var complaints = sizeComplaints(
            object.count, minimum: "minProperties", maximum: "maxProperties", unit: "members")
        if case .array(let required) = members["required"] {
            for case .string(let name) in required where object[name] == nil {
                complaints.append("the member \"\(name)\" is missing")
            }
        }
        var properties: [String: JSONValue] = [:]
        if case .object(let written) = members["properties"] { properties = written }
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            if let schema = properties[name] {
                complaints += self.complaints(of: schema, about: value).map { "\(name): \($0)" }
            } else if let schema = members["additionalProperties"] {
                complaints += self.complaints(of: schema, about: value).map {
                    "\(name): \($0)\(Suggestion.hint(for: name, in: properties.keys))"
                }
            }
        }
        return complaints
    }

    private func sizeComplaints(_ size: Int, minimum: String, maximum: String, unit: String) -> [String] {
        var complaints: [String] = []
        if let bound = members[minimum]?.asDouble, Double(size) < bound {
            complaints.append("must have at least \(members[minimum]?.summary ?? "") \(unit), not \(size)")
        }
        if let bound = members[maximum]?.asDouble, Double(size) > bound {
            complaints.append("must have at most \(members[maximum]?.summary ?? "") \(unit), not \(size)")
        }
        return complaints
    }
}

extension JSONValue {
    /// The number as a double; `nil` for other values.
    var asDouble: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    /// Whether it is the double that is no number.
    fileprivate var isNaN: Bool { asDouble?.isNaN ?? false }
}
