// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel
package import DagrunRuntime

/// What the services of a task are like wherever Airflow gives it its try.
extension TryServer where Self: TaskServices {
    package func event(of deferral: Deferral, _ context: TaskContext) async throws -> JSONValue? {
        try await deferral.announce(context)
        return nil
    }

    package func missing(_ kind: String, named name: String) -> String {
        let isConnection = kind == "connection"
        let variable = "AIRFLOW_\(isConnection ? "CONN" : "VAR")_\(name.uppercased())"
        return "\(isConnection ? "Connection" : "Variable") '\(name)' is not set. Looked in: the worker's environment"
            + " (\(variable)), and Airflow. Set it in Airflow, or start the worker with \(variable)."
    }
}
