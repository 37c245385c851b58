// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunRuntime

/// One place where variables and connections may be found.
package protocol SecretsSource: Sendable, CustomStringConvertible, CustomReflectable {
    /// The place in a few words, for the text that says where was looked.
    var name: String { get }
    /// The keys of its variables.
    var variableKeys: [String] { get }
    /// The ids of its connections.
    var connectionIDs: [String] { get }

    /// The variable's value, or `nil` when it isn't here.
    func variable(_ key: String) throws(LocalSecretsError) -> String?

    /// The connection, or `nil` when it isn't here.
    func connection(_ id: String) throws(LocalSecretsError) -> Connection?
}

extension SecretsSource {
    /// The place's name: what is in it must not be printed.
    package var description: String { name }
    /// The same for `dump`.
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
