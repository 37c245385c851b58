// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow

extension DeploymentCheck {
    /// What to do when a server can't be asked.
    ///
    /// - Parameters:
    ///   - error: What happened.
    ///   - url: The URL that was given.
    ///   - credential: Who asked.
    /// - Returns: What stands behind the error; empty where the error says it all.
    static func hint(_ error: AirflowError, url: String, _ credential: PublicCredential) -> String {
        switch error.code {
        case .refused(401), .refused(403):
            switch credential {
            case .nobody: "; say who asks with AIRFLOW_API_TOKEN, or with AIRFLOW_USERNAME and AIRFLOW_PASSWORD"
            case .token: "; is AIRFLOW_API_TOKEN a token of this server, and still good, and may its owner look?"
            case .password: "; are AIRFLOW_USERNAME and AIRFLOW_PASSWORD those of a user of this server who may look?"
            }
        case .refused(404), .malformed:
            "; is there an Airflow 3 at this URL? Give what its [api] base_url says, such as http://localhost:8080"
        case .unreachable where url.hasPrefix("https://") && error.reason.contains("wrong version number"):
            "; or does the server speak http:// only?"
        default: ""
        }
    }
}
