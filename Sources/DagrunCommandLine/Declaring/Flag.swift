// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A name that says something by standing there: `--dry-run`.
@propertyWrapper
package struct Flag: ParameterSource {
    private let parsed: ParsedValue<Bool>
    private let names: ArgumentNames
    private let help: ArgumentHelp

    /// Whether it was given.
    package var wrappedValue: Bool { parsed.required }

    /// A flag that is off by itself.
    package init(wrappedValue: Bool, name: ArgumentNames = .long, help: ArgumentHelp) {
        parsed = ParsedValue(wrappedValue)
        names = name
        self.help = help
    }

    func parameters(label: String) -> [Parameter] {
        [
            Parameter(
                kind: .flag, names: names.words(label: label), valueName: ArgumentNames.dashed(label),
                help: help.text, choices: [], typeName: "", isGiven: { parsed.isGiven },
                take: { _ in parsed.take(true) })
        ]
    }
}
