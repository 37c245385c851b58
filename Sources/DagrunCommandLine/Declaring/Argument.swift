// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An argument that is known by its place.
@propertyWrapper
package struct Argument<Value>: ParameterSource {
    private let parsed: ParsedValue<Value>
    private let parameter: Parameter

    /// What was given.
    package var wrappedValue: Value { parsed.required }

    private init(
        _ parsed: ParsedValue<Value>, _ help: ArgumentHelp, isRequired: Bool = false, isRepeating: Bool = false,
        type: any ExpressibleByArgument.Type, take: @escaping (String) -> Bool
    ) {
        self.parsed = parsed
        parameter = Parameter(
            kind: .positional, names: [], valueName: help.valueName ?? "", help: help.text, isRequired: isRequired,
            isRepeating: isRepeating, choices: type.allArgumentTexts,
            typeName: type.argumentTypeName, isGiven: { parsed.isGiven }, take: take)
    }

    /// An argument that must be given.
    package init(help: ArgumentHelp) where Value: ExpressibleByArgument {
        let parsed = ParsedValue<Value>(nil)
        self.init(parsed, help, isRequired: true, type: Value.self) { word in
            parsed.take(Value(argument: word))
        }
    }

    /// An argument that may be left out.
    package init<Wrapped: ExpressibleByArgument>(help: ArgumentHelp) where Value == Wrapped? {
        let parsed = ParsedValue<Value>(.some(nil))
        self.init(parsed, help, type: Wrapped.self) { word in
            parsed.take(Wrapped(argument: word).map { $0 })
        }
    }

    /// All arguments from here on.
    package init<Element: ExpressibleByArgument>(wrappedValue: [Element], help: ArgumentHelp) where Value == [Element] {
        let parsed = ParsedValue(wrappedValue)
        self.init(parsed, help, isRepeating: true, type: Element.self) { word in
            parsed.add(Element(argument: word))
        }
    }

    func parameters(label: String) -> [Parameter] {
        var parameter = parameter
        if parameter.valueName.isEmpty { parameter.valueName = ArgumentNames.dashed(label) }
        return [parameter]
    }
}
