// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A program that is to run one try.
package struct ProcessCommand: Sendable {
    /// The path of the program.
    package var path: String
    /// What it is called in lists of processes: the argument in front of all others.
    package var name: String
    /// Its arguments in front of those that say where the supervisor is.
    package var leading: [String]
    /// Its arguments behind those that say where the supervisor is.
    package var arguments: [String]
    /// Its whole environment.
    package var environment: [String: String]

    /// Names a program.
    ///
    /// - Parameters:
    ///   - path: The path of the program.
    ///   - name: What it is called; nil: as its path.
    ///   - leading: Its arguments in front of those that say where the supervisor is.
    ///   - arguments: Its arguments behind those that say where the supervisor is.
    ///   - environment: Its whole environment.
    package init(
        path: String, name: String? = nil, leading: [String] = [], arguments: [String] = [],
        environment: [String: String]
    ) {
        self.path = path
        self.name = name ?? path
        self.leading = leading
        self.arguments = arguments
        self.environment = environment
    }
}
