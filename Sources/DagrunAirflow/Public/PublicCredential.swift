// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// How somebody proves to Airflow's public API who he is.
///
/// Source: Airflow 3.3, “Public API”, “Authentication”.
public enum PublicCredential: Sendable {
    /// A token that was got elsewhere.
    case token(String)
    /// A name and a password, for which the auth manager gives a token.
    case password(user: String, password: String)
    /// Nothing: the simple auth manager gives everybody a token where it was told that all are admins.
    case nobody

    /// What the environment says: `AIRFLOW_API_TOKEN`, or `AIRFLOW_USERNAME` and `AIRFLOW_PASSWORD`.
    ///
    /// - Parameter environment: The variables.
    public init(environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let token = value("AIRFLOW_API_TOKEN") {
            self = .token(token)
        } else if let user = value("AIRFLOW_USERNAME") {
            self = .password(user: user, password: value("AIRFLOW_PASSWORD") ?? "")
        } else {
            self = .nobody
        }
    }
}
