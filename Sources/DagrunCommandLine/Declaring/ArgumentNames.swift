// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The names of an option or a flag.
package struct ArgumentNames: ExpressibleByArrayLiteral, Sendable {
    /// A name.
    package enum Name: Sendable {
        /// The property's, with dashes between its words: `--dry-run`.
        case long
        /// The first letter of the property's: `-d`.
        case short
        /// Another one with two dashes.
        case customLong(String)
        /// Another letter with one dash.
        case customShort(Character)
    }

    var names: [Name]

    package init(arrayLiteral names: Name...) { self.names = names }

    package static let long: ArgumentNames = [.long]
    package static let shortAndLong: ArgumentNames = [.short, .long]

    package static func customLong(_ name: String) -> ArgumentNames { [.customLong(name)] }

    /// The names as they are typed, when this is the property's name.
    func words(label: String) -> [String] {
        names.map { name in
            switch name {
            case .long: "--\(Self.dashed(label))"
            case .short: "-\(label.prefix(1))"
            case .customLong(let name): "--\(name)"
            case .customShort(let letter): "-\(letter)"
            }
        }
    }

    /// The words of a property's name with dashes between them: `run-id` of `runID`.
    static func dashed(_ label: String) -> String {
        let letters = Array(label)
        var text = ""
        for (place, letter) in letters.enumerated() {
            let endsWord = place > 0 && !letters[place - 1].isUppercase
            let beginsWord = place > 0 && place + 1 < letters.count && letters[place + 1].isLowercase
            if letter.isUppercase, endsWord || beginsWord { text += "-" }
            text += letter.lowercased()
        }
        return text
    }
}
