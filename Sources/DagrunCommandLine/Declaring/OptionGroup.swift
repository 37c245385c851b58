// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Arguments that several commands have.
@propertyWrapper
package struct OptionGroup<Value: ParsableArguments>: ParameterSource {
    private let title: String?

    /// The arguments.
    package let wrappedValue: Value

    /// Takes over the arguments of a type.
    ///
    /// - Parameter title: The heading that help puts them under.
    package init(title: String? = nil) {
        self.title = title
        wrappedValue = Value()
    }

    func parameters(label: String) -> [Parameter] {
        wrappedValue.parameters.map { parameter in
            var parameter = parameter
            // The innermost heading of a group within a group would tear the outer one apart.
            if let title { parameter.group = title }
            return parameter
        }
    }

    func validate() throws { try wrappedValue.validateAll() }
}
