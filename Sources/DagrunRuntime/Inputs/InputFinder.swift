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
        if let input = value as? any AnyInput {
            found.append((name, input))
            return
        }
        guard depth < 4 else { return }
        for child in Mirror(reflecting: value).children {
            // Labels of enum cases, tuple elements and optionals (`some`) say nothing to a reader.
            let label = child.label.flatMap { $0 == "some" || $0.hasPrefix(".") ? nil : $0 } ?? ""
            // An operator that another one is made of is not seen from outside: its inputs are the other one's own.
            let isInner = child.value is any Operator
            let path = isInner || label.isEmpty ? name : name.isEmpty ? label : "\(name).\(label)"
            collect(child.value, name: path, depth: depth + 1, into: &found)
        }
    }
}
