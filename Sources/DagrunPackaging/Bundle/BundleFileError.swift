// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A file is not a bundle that Airflow would take.
package struct BundleFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of fault it is.
    package enum Code: Sendable, Hashable {
        /// There is no footer at all.
        case noBundle
        /// The footer has a version that is not known.
        case version
        /// The footer contradicts itself or the program in front of it.
        case damaged
        /// What is to be packed does not fit.
        case tooLarge
    }

    package var code: Code
    /// What is wrong, as the rest of a sentence about the file.
    package var description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
