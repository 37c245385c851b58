// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A value behind a name: `--limit 5` or `--limit=5`.
@propertyWrapper
package struct Option<Value>: ParameterSource {
    private let parsed: ParsedValue<Value>
    private let names: ArgumentNames
    private let parameter: Parameter

    /// What was given.
    package var wrappedValue: Value { parsed.required }

    private init(
        _ parsed: ParsedValue<Value>, _ names: ArgumentNames, _ help: ArgumentHelp,
        kind: Parameter.Kind = .option, isRequired: Bool = false, isRepeating: Bool = false, fallback: String? = nil,
        type: any ExpressibleByArgument.Type, take: @escaping (String) -> Bool
    ) {
        self.parsed = parsed
        self.names = names
        parameter = Parameter(
            kind: kind, names: [], valueName: help.valueName ?? "", help: help.text, isRequired: isRequired,
            isRepeating: isRepeating, fallback: fallback, choices: type.allArgumentTexts,
            typeName: type.argumentTypeName, isGiven: { parsed.isGiven }, take: take)
    }

    /// An option that must be given.
    package init(name: ArgumentNames = .long, help: ArgumentHelp) where Value: ExpressibleByArgument {
        let parsed = ParsedValue<Value>(nil)
        self.init(parsed, name, help, isRequired: true, type: Value.self) { word in
            parsed.take(Value(argument: word))
        }
    }

    /// An option that has a value by itself.
    package init(wrappedValue: Value, name: ArgumentNames = .long, help: ArgumentHelp)
    where Value: ExpressibleByArgument {
        let parsed = ParsedValue(wrappedValue)
        self.init(
            parsed, name, help, fallback: wrappedValue.argumentText, type: Value.self
        ) { word in parsed.take(Value(argument: word)) }
    }

    /// An option that may be left out.
    package init<Wrapped: ExpressibleByArgument>(
        name: ArgumentNames = .long, help: ArgumentHelp
    ) where Value == Wrapped? {
        let parsed = ParsedValue<Value>(.some(nil))
        self.init(parsed, name, help, type: Wrapped.self) { word in
            parsed.take(Wrapped(argument: word).map { $0 })
        }
    }

    /// An option that may be left out, and whose name may stand alone.
    ///
    /// - Parameters:
    ///   - defaultAsFlag: The value that the name alone stands for.
    ///   - name: The names.
    ///   - help: What help says.
    package init<Wrapped: ExpressibleByArgument>(
        defaultAsFlag: Wrapped, name: ArgumentNames = .long, help: ArgumentHelp
    ) where Value == Wrapped? {
        let parsed = ParsedValue<Value>(.some(nil))
        self.init(
            parsed, name, help, kind: .optionOrFlag(defaultAsFlag.argumentText), type: Wrapped.self
        ) { word in parsed.take(Wrapped(argument: word).map { $0 }) }
    }

    /// An option that may be given several times.
    package init<Element: ExpressibleByArgument>(
        wrappedValue: [Element], name: ArgumentNames = .long, help: ArgumentHelp
    ) where Value == [Element] {
        let parsed = ParsedValue(wrappedValue)
        self.init(parsed, name, help, isRepeating: true, type: Element.self) { word in
            parsed.add(Element(argument: word))
        }
    }

    func parameters(label: String) -> [Parameter] {
        var parameter = parameter
        parameter.names = names.words(label: label)
        if parameter.valueName.isEmpty {
            parameter.valueName = String((parameter.names.last ?? label).drop { $0 == "-" })
        }
        return [parameter]
    }
}
