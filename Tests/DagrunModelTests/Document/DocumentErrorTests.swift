// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunModel

@Suite struct DocumentErrorTests {
    @Test(arguments: [
        ("", DocumentError.Code.syntax, "", "line 1, column 1"),
        ("{\"format\": x}", .syntax, "", "line 1, column 12"),
        ("[]", .wrongValue, "", "must be an object, not []"),
        ("{}", .format, "format", "dagrun-airflow/dag@1"),
        (#"{"format": 1}"#, .format, "format", "must be a string, not 1"),
        (
            #"{"format": "dagrun-airflow/dag@2"}"#, .format, "format",
            "reads \"dagrun-airflow/dag@1\" and \"swift-airflow/dag@1\""
        ),
        (#"{"format": "dagrun-airflow/dag"}"#, .format, "format", "can't be read"),
        (#"{"format": "dagrun-airflow/dag@11"}"#, .format, "format", "can't be read"),
        (#"{"format": "dagrun-airflow/dag@1"}"#, .missingMember, "dag", "is missing"),
        (#"{"format": "dagrun-airflow/dag@1", "dag": {}, "tasks": []}"#, .missingMember, "dag.dag_id", "is missing"),
        (
            #"{"format": "dagrun-airflow/dag@1", "dag": {"dag_id": "d"}, "tasks": [{"task_id": "a"}, {"task_id": "b", "retries": "3"}]}"#,
            .wrongValue, "tasks[1].retries", "must be a whole number, not \"3\""
        ),
        (
            #"{"format": "dagrun-airflow/dag@1", "dag": {"dag_id": "d"}, "tasks": [{"task_id": "b", "trigger_rule": "all_sucess"}]}"#,
            .wrongValue, "tasks[0].trigger_rule", "did you mean \"all_success\"?"
        ),
        (
            #"{"format": "dagrun-airflow/dag@1", "dag": {"dag_id": "d", "schedule": {"type": "every"}}, "tasks": []}"#,
            .missingMember, "dag.schedule.seconds", "is missing"
        ),
        (
            #"{"format": "dagrun-airflow/dag@1", "dag": {"dag_id": "d", "params": {"p": 1}}, "tasks": []}"#,
            .wrongValue, "dag.params.p", "must be an object, not 1"
        ),
        (#"{"format": "swift-airflow/dag@1"}"#, .missingMember, "dags", "is missing"),
        (#"{"format": "swift-airflow/dag@1", "dags": [{}]}"#, .missingMember, "dags[0].dag", "is missing"),
        (
            #"{"format": "swift-airflow/dag@1", "dags": [{"dag": {"dag_id": "d", "schedule": {"hourly": 1}}}]}"#,
            .wrongValue, "dags[0].dag.schedule", "every_seconds"
        ),
    ])
    func `an error says what is wrong and where`(
        _ text: String, _ code: DocumentError.Code, _ path: String, _ words: String
    ) throws {
        let error = try #require(throws: DocumentError.self) { try DAGDocument.read(Array(text.utf8)) }
        #expect(error.code == code)
        #expect(error.path == path)
        #expect(error.message.contains(words), "\(error)")
    }
}
