// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Finds the inputs among the stored properties of an operator.
package enum InputFinder {
    /// The inputs of a value, with the names of the properties they are in.
    ///
    /// Looks into optionals, arrays, dictionaries and nested structs, as far as four levels.
    ///
    /// - Parameter value: An operator.
    /// - Returns: The inputs in the order of their declaration.
    package static func inputs(of value: Any) -> [(name: String, input: any AnyInput)] {
        var found: [(name: String, input: any AnyInput)] = []
        collect(value, name: "", depth: 0, into: &found)
        return found
    }

    private static func collect(
        _ value: Any, name: String, depth: Int, into found: inout [(name: String, input: any AnyInput)]
    ) {
        guard !isPlain(value) else { return }
        if let input = value as? any AnyInput {
            found.append((name, input))
            return
        }
        guard depth < 4 else { return }
        for child in Mirror(reflecting: value).children {
            // Labels of enum cases, tuple elements and optionals (`some`) say nothing to a reader.
            let label = child.label.flatMap { $0 == "some" || $0.hasPrefix(".") ? nil : $0 } ?? ""
            let path = label.isEmpty ? name : name.isEmpty ? label : "\(name).\(label)"
            let count = found.count
            collect(child.value, name: path, depth: depth + 1, into: &found)
            // An operator that another one is made of is not seen from outside: its inputs are the other one's own.
            guard found.count > count, path != name, child.value is any Operator else { continue }
            found.removeLast(found.count - count)
            collect(child.value, name: name, depth: depth + 1, into: &found)
        }
    }

    /// Whether a value is of a type that most properties have, and none of them an input.
    ///
    /// To ask whether a type conforms to a protocol, the runtime goes through all conformances of the program, once for
    /// each type; a program of many operators would spend a third of its start on that.
    private static func isPlain(_ value: Any) -> Bool {
        switch type(of: value) {
        case is String.Type, is Int.Type, is Bool.Type, is Double.Type, is Duration.Type, is String?.Type, is Int?.Type,
            is Double?.Type, is Duration?.Type, is [String].Type, is [String: String].Type:
            true
        default: false
        }
    }
}
