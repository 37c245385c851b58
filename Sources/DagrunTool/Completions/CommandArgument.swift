// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An option, flag or positional argument of a command.
struct CommandArgument: Hashable, Decodable {
    /// `option`, `flag` or `positional`.
    var kind: String
    /// Whether help shows it.
    var shouldDisplay: Bool?
    /// Whether it may be given more than once.
    var isRepeating: Bool?
    /// Its names; none for a positional argument.
    var names: [Name]?
    /// What its value is called in help.
    var valueName: String?
    /// All values there are, where that is known.
    var allValues: [String]?
    /// What it does, in a line.
    var abstract: String?

    /// A name with its dashes to come.
    struct Name: Hashable, Decodable {
        /// `long`, `short` or `longWithSingleDash`.
        var kind: String
        /// The name without dashes.
        var name: String

        /// The name as it is typed.
        var text: String { (kind == "long" ? "--" : "-") + name }
    }

    /// Whether a word is one of its names.
    func isNamed(_ word: String) -> Bool {
        names?.contains { $0.text == word } ?? false
    }

    /// Whether its value is the id of a DAG.
    var isDAG: Bool {
        guard let valueName else { return false }
        return ["dag", "dag-id", "dags", "dag-ids"].contains(valueName)
    }
}
