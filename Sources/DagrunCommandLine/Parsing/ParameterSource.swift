// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A property that takes arguments.
protocol ParameterSource {
    /// What it takes, when this is the property's name.
    func parameters(label: String) -> [Parameter]

    /// Checks what it has taken.
    func validate() throws
}

extension ParameterSource {
    func validate() throws {}
}

extension ParsableArguments {
    private var sources: [(label: String, source: any ParameterSource)] {
        Mirror(reflecting: self).children.compactMap { child in
            guard let label = child.label, let source = child.value as? any ParameterSource else { return nil }
            // The stored property behind a wrapped one has an underscore in front.
            return (label.hasPrefix("_") ? String(label.dropFirst()) : label, source)
        }
    }

    /// What it takes, in the order of its properties.
    var parameters: [Parameter] { sources.flatMap { $0.source.parameters(label: $0.label) } }

    /// Checks the groups first, as the whole may rely on them.
    func validateAll() throws {
        for (_, source) in sources { try source.validate() }
        try validate()
    }
}
