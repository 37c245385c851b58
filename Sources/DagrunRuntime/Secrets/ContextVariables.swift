// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a child process is told of the task instance it works for.
public struct ContextVariables: Sendable, Hashable {
    /// The DAG's id.
    public var dagID: String
    /// The task's id.
    public var taskID: String
    /// The run's id.
    public var runID: String
    /// The try, counted from 1.
    public var tryNumber: Int
    /// The logical date in ISO 8601 with offset; `nil` for a run without.
    public var logicalDate: String?
    /// The DAG's owner.
    public var owner: String?
    /// Whom to write to.
    public var email: [String]
    /// The team in a deployment with several.
    public var teamName: String?

    /// Makes the variables.
    ///
    /// - Parameters:
    ///   - dagID: The DAG's id.
    ///   - taskID: The task's id.
    ///   - runID: The run's id.
    ///   - tryNumber: The try, counted from 1.
    ///   - logicalDate: The logical date in ISO 8601 with offset.
    ///   - owner: The DAG's owner.
    ///   - email: Whom to write to.
    ///   - teamName: The team in a deployment with several.
    public init(
        dagID: String, taskID: String, runID: String, tryNumber: Int, logicalDate: String? = nil,
        owner: String? = nil, email: [String] = [], teamName: String? = nil
    ) {
        self.dagID = dagID
        self.taskID = taskID
        self.runID = runID
        self.tryNumber = tryNumber
        self.logicalDate = logicalDate
        self.owner = owner
        self.email = email
        self.teamName = teamName
    }

    /// The variables by Airflow's names; what is empty has none.
    public var environment: [String: String] {
        let values = [
            "AIRFLOW_CTX_DAG_ID": dagID,
            "AIRFLOW_CTX_TASK_ID": taskID,
            "AIRFLOW_CTX_DAG_RUN_ID": runID,
            "AIRFLOW_CTX_TRY_NUMBER": tryNumber == 0 ? "" : String(tryNumber),
            "AIRFLOW_CTX_LOGICAL_DATE": logicalDate ?? "",
            "AIRFLOW_CTX_DAG_OWNER": owner ?? "",
            "AIRFLOW_CTX_DAG_EMAIL": email.joined(separator: ","),
            "AIRFLOW_CTX_TEAM_NAME": teamName ?? "",
        ]
        return values.filter { !$0.value.isEmpty }
    }
}
