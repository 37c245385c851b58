// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunRuntime

/// Names an XCom among those of all runs.
package struct XComAddress: Sendable, Hashable {
    /// The DAG's id.
    package var dagID: String
    /// The run's id.
    package var runID: String
    /// Names it within the run.
    package var key: XComKey

    /// Names an XCom.
    package init(dagID: String, runID: String, _ key: XComKey) {
        self.dagID = dagID
        self.runID = runID
        self.key = key
    }
}
