// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What help says about an argument.
package struct ArgumentHelp: ExpressibleByStringInterpolation, Sendable {
    /// What it is.
    package var text: String
    /// What its value is called; the name of the argument, where not given.
    package var valueName: String?

    /// Describes an argument.
    package init(_ text: String, valueName: String? = nil) {
        self.text = text
        self.valueName = valueName
    }

    package init(stringLiteral text: String) { self.init(text) }
}
