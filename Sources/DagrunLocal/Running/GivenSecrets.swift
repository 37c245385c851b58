// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunRuntime

/// Variables and connections that a program hands to a run.
package struct GivenSecrets: Sendable {
    /// The texts of variables.
    package var variables: [String: String] = [:]
    /// Connections by id.
    package var connections: [String: Connection] = [:]

    package init() {}
}
