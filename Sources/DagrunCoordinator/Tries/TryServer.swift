// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
package import DagrunRuntime
package import FoundationEssentials

/// What the runner of a try asks of Airflow for itself, beside what it asks for the task.
package protocol TryServer: Sendable {
    /// Removes an XCom of the run; one that is not there is no error.
    func removeXCom(_ key: XComKey) async throws

    /// When the task looked for the first time, where it gave its slot back since then.
    func firstRescheduleStart() async throws -> Date?

    /// The inlets and outlets of the task that are not active assets.
    func inactiveAssets() async throws -> [String]

    /// Shows what the fields of the task were rendered to.
    func setRenderedFields(_ fields: [String: JSONValue]) async throws

    /// Labels the instance of a mapped task.
    func setMapLabel(_ label: String) async throws

    /// Skips tasks behind this one.
    func skipDownstream(_ tasks: [TaskInstanceID]) async throws
}
