// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunRuntime

/// What a program hands to the tasks of a run.
package struct GivenServices: Sendable {
    /// The texts of variables.
    package var variables: [String: String] = [:]
    /// Connections by id.
    package var connections: [String: Connection] = [:]

    /// The latest run before that succeeded, where runs are not kept on disk.
    package var previousRun: PreviousRun?

    package init() {}
}
