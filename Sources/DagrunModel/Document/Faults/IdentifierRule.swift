// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Airflow's rules for ids.
///
/// Source: Airflow 3.3, `validate_key` and `validate_group_key` of `airflow.sdk.definitions._internal.node`.
enum IdentifierRule {
    /// What is wrong with the id of a DAG or task; `nil` where it is good.
    static func complaint(about id: String) -> String? {
        complaint(about: id, maximum: 250, allowsDots: true)
    }

    /// What is wrong with the id of a group, without the ids of the groups around it; `nil` where it is good.
    static func complaint(aboutGroup id: String) -> String? {
        complaint(about: id, maximum: 200, allowsDots: false)
    }

    private static func complaint(about id: String, maximum: Int, allowsDots: Bool) -> String? {
        if id.isEmpty { return "the id is empty" }
        var length = 0
        for scalar in id.unicodeScalars {
            length += 1
            guard isAllowed(scalar) || allowsDots && scalar == "." else {
                let words = allowsDots ? "letters, digits, \"_\", \"-\" and \".\"" : "letters, digits, \"_\" and \"-\""
                return "the id \"\(id)\" holds \(JSONValue.string(String(scalar)).summary); allowed are \(words)"
            }
        }
        return length > maximum ? "the id \"\(id)\" has \(length) characters, but may have \(maximum)" : nil
    }

    /// Whether Python's `[\w-]` matches.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-": return true
            default: return false
            }
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
            return true
        default: return scalar.properties.numericType != nil
        }
    }
}
