// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An argument, option or flag as the parser and the help see it.
struct Parameter {
    /// How its value is given.
    enum Kind {
        /// By its place among the words.
        case positional
        /// Behind its name.
        case option
        /// Behind its name, or by the name alone: then it is this.
        case optionOrFlag(String)
        /// By the name alone.
        case flag
    }

    var kind: Kind
    /// The names, as they are typed; none for a positional argument.
    var names: [String]
    var valueName: String
    var help: String
    /// The heading that help puts it under; nil for none of its own.
    var group: String?
    /// Whether it must be given.
    var isRequired = false
    /// Whether it may be given more than once.
    var isRepeating = false
    /// The value where none is given, as it would be typed.
    var fallback: String?
    /// All values there are; empty where that is not known.
    var choices: [String]
    /// What its values are, such as “a whole number”.
    var typeName: String
    /// Whether it was given.
    var isGiven: () -> Bool
    /// Takes a value; false when it is not of its type.
    var take: (String) -> Bool

    /// What it is called in a message: `--parallel` or `<dag>`.
    var name: String { names.last ?? "<\(valueName)>" }

    /// How it is written in messages and help: `--parallel <parallel>`.
    var title: String { names.isEmpty ? name : title(name) }

    /// The same with another name, or several.
    func title(_ names: String) -> String {
        switch kind {
        case .flag, .positional: names
        case .option: "\(names) <\(valueName)>"
        case .optionOrFlag: "\(names) [<\(valueName)>]"
        }
    }

    /// How it is written in a usage line: `[--limit <limit>]`.
    var usage: String {
        let title = isRepeating && names.isEmpty ? "\(title) ..." : title
        return isRequired ? title : "[\(title)]"
    }
}
