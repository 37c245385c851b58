// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunAirflow

/// What Airflow is told of the end of a try.
package struct TryEnd: Sendable, Hashable {
    /// How it ended.
    package var end: TaskEnd
    /// The label of a mapped instance.
    package var mapLabel: String?

    /// Makes an end.
    package init(_ end: TaskEnd, mapLabel: String? = nil) {
        self.end = end
        self.mapLabel = mapLabel
    }
}
