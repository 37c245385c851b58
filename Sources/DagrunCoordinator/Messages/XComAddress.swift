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
    /// Whether earlier runs are looked through as well, the latest first.
    package var includesEarlierRuns: Bool

    /// Names an XCom.
    package init(dagID: String, runID: String, _ key: XComKey, includesEarlierRuns: Bool = false) {
        self.dagID = dagID
        self.runID = runID
        self.key = key
        self.includesEarlierRuns = includesEarlierRuns
    }
}
