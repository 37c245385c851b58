// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A type that a word of the command line can be read as.
package protocol ExpressibleByArgument {
    /// Reads a word; nil when it is none of this type.
    init?(argument: String)

    /// The word for a value.
    var argumentText: String { get }

    /// All words there are; empty where that is not known.
    static var allArgumentTexts: [String] { get }

    /// What its values are, such as “a whole number”.
    static var argumentTypeName: String { get }
}

extension ExpressibleByArgument {
    package static var allArgumentTexts: [String] { [] }

    package static var argumentTypeName: String { "a \(Self.self)" }
}

extension ExpressibleByArgument where Self: RawRepresentable<String>, Self: CaseIterable {
    package init?(argument: String) { self.init(rawValue: argument) }

    package var argumentText: String { rawValue }

    package static var allArgumentTexts: [String] { allCases.map(\.rawValue) }
}

extension String: ExpressibleByArgument {
    package init?(argument: String) { self = argument }

    package var argumentText: String { self }
}

extension Int: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }

    package var argumentText: String { "\(self)" }

    package static var argumentTypeName: String { "a whole number" }
}

extension Double: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }

    package var argumentText: String { "\(self)" }

    package static var argumentTypeName: String { "a number" }
}
