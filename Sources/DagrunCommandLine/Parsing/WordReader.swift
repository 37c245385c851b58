// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunModel

/// Hands the words of a command line to what takes them, as `getopt_long` does.
///
/// Options may stand anywhere, as `--limit 5`, `--limit=5`, `-l5` or `-fl 5`; behind `--` nothing is an option any more.
struct WordReader {
    private var words: ArraySlice<String>
    private let parameters: [Parameter]
    /// Those known by their place that still wait for a word.
    private var positionals: ArraySlice<Parameter>

    init(words: ArraySlice<String>, parameters: [Parameter]) {
        self.words = words
        self.parameters = parameters
        positionals = parameters.filter(\.names.isEmpty)[...]
    }

    /// Reads all words.
    mutating func read() throws(ValidationError) {
        while let word = words.popFirst() {
            if word == "--" {
                while let word = words.popFirst() { try takePositional(word) }
            } else if word.hasPrefix("--") {
                try readLong(word)
            } else if word.hasPrefix("-"), word != "-", Int(word) == nil {
                try readShort(word)
            } else {
                try takePositional(word)
            }
        }
        if let missing = parameters.first(where: { $0.isRequired && !$0.isGiven() }) {
            throw ValidationError("\(missing.title) is missing: \(missing.help)")
        }
    }

    private mutating func takePositional(_ word: String) throws(ValidationError) {
        guard let parameter = positionals.first else {
            throw ValidationError("“\(word)” is one argument too many")
        }
        if !parameter.isRepeating { positionals.removeFirst() }
        try give(word, to: parameter)
    }

    private mutating func readLong(_ word: String) throws(ValidationError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let parameter = try parameter(named: parts[0])
        try readValue(parts.count > 1 ? parts[1] : nil, of: parameter, named: parts[0])
    }

    /// Reads letters behind one dash: flags, and at the end an option whose value may follow at once.
    private mutating func readShort(_ word: String) throws(ValidationError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            let parameter = try parameter(named: "-\(letter)")
            if case .flag = parameter.kind, letters.first != "=" {
                _ = parameter.take("")
                continue
            }
            let value = letters.first == "=" ? letters.dropFirst() : letters
            try readValue(letters.isEmpty ? nil : String(value), of: parameter, named: "-\(letter)")
            return
        }
    }

    private mutating func readValue(
        _ value: String?, of parameter: Parameter, named name: String
    ) throws(ValidationError) {
        switch parameter.kind {
        case .flag:
            if let value { throw ValidationError("\(name) takes no value, and “\(value)” was given") }
            _ = parameter.take("")
        case .optionOrFlag(let standIn): try give(value ?? nextValue() ?? standIn, to: parameter)
        case .option, .positional:
            guard let value = value ?? nextValue() else {
                throw ValidationError("\(parameter.title(name)) needs a value: \(parameter.help)")
            }
            try give(value, to: parameter)
        }
    }

    /// The next word, unless it is an option; a value that looks like one is written behind `=`.
    private mutating func nextValue() -> String? {
        guard let word = words.first, !word.hasPrefix("--") else { return nil }
        let isOption = parameters.contains { $0.names.contains(String(word.prefix(2))) }
        return word.hasPrefix("-") && isOption ? nil : words.popFirst()
    }

    private func give(_ word: String, to parameter: Parameter) throws(ValidationError) {
        guard !parameter.take(word) else { return }
        guard parameter.choices.isEmpty else {
            let choices = parameter.choices.joined(separator: ", ")
            throw ValidationError(
                "\(parameter.name): “\(word)” is not one of \(choices)\(Self.hint(for: word, in: parameter.choices))")
        }
        throw ValidationError("\(parameter.name): “\(word)” is not \(parameter.typeName)")
    }

    private func parameter(named name: String) throws(ValidationError) -> Parameter {
        if let parameter = parameters.first(where: { $0.names.contains(name) }) { return parameter }
        let hint = name.hasPrefix("--") ? Self.hint(for: name, in: parameters.flatMap(\.names)) : ""
        throw ValidationError("there is no option “\(name)”\(hint)")
    }

    private static func hint(for word: String, in words: [String]) -> String {
        Suggestion.closest(to: word, in: words).map { "; did you mean “\($0)”?" } ?? ""
    }
}
