// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunRuntime
import Testing

@Suite struct ChildEnvironmentTests {
    @Test(arguments: [
        "AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_SECRET", "AIRFLOW__CORE__FERNET_KEY", "AIRFLOW__CORE__FERNET_KEY_CMD",
        "AIRFLOW__API_AUTH__JWT_SECRET_CMD", "AIRFLOW__CELERY__BROKER_URL", "AIRFLOW__TEAM_A___CELERY__RESULT_BACKEND",
        "AIRFLOW__SECRETS__BACKEND_KWARGS", "AIRFLOW__SMTP__SMTP_PASSWORD", "AIRFLOW_CONN_SHOP", "AIRFLOW_CONN_",
        "AIRFLOW_VAR_API_KEY", "DAGRUN_TOKEN", "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__SENTINEL_KWARGS",
    ])
    func aChildDoesNotSee(_ name: String) {
        #expect(ChildEnvironment.make(from: [name: "x", "PATH": "/bin"]) == ["PATH": "/bin"])
    }

    @Test(arguments: [
        "PATH", "HOME", "MY_TOKEN", "HTTPS_PROXY", "AIRFLOW_HOME", "AIRFLOW__CORE__PARALLELISM", "AIRFLOW_VAR_COLOUR",
        "AIRFLOW__", "AIRFLOW", "DAGRUN_HOME",
    ])
    func aChildSees(_ name: String) {
        #expect(ChildEnvironment.make(from: [name: "x"]) == [name: "x"])
    }

    @Test func aChildIsToldOfItsTaskAndOfNoOther() {
        let context = ContextVariables(
            dagID: "sales", taskID: "pull", runID: "manual__1", tryNumber: 2, logicalDate: "2026-01-02T03:04:05+00:00",
            email: ["a@example.org", "b@example.org"])
        let worker = ["AIRFLOW_CTX_DAG_OWNER": "somebody", "AIRFLOW_CTX_DAG_ID": "other"]
        #expect(
            ChildEnvironment.make(from: worker, context: context) == [
                "AIRFLOW_CTX_DAG_ID": "sales", "AIRFLOW_CTX_TASK_ID": "pull", "AIRFLOW_CTX_DAG_RUN_ID": "manual__1",
                "AIRFLOW_CTX_TRY_NUMBER": "2", "AIRFLOW_CTX_LOGICAL_DATE": "2026-01-02T03:04:05+00:00",
                "AIRFLOW_CTX_DAG_EMAIL": "a@example.org,b@example.org",
            ])
    }
}
