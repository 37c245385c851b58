// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHTTP
import DagrunModel
import FoundationEssentials
import Testing

@testable import DagrunConformance

/// A packed program under Airflow's other executors: with a Celery worker, and in pods of the KubernetesExecutor.
@Suite(
    .serialized, .timeLimit(.minutes(10)),
    .enabled(if: RealAirflow.gives(.elsewhere), "no Airflow has Celery and Kubernetes: make test-airflow"))
struct ExecutorTests {
    /// Those besides that are looked at for what they push.
    private static let runs = ExpectedRun.all.filter {
        ["success_failure", "retries", "reschedule", "skip_branch"].contains($0.dag)
    }

    @Test("DAGs end with a Celery worker as with Airflow's own", arguments: runs)
    func endsAlike(_ expected: ExpectedRun) async throws {
        try await expected.check(try await RealAirflow())
    }

    @Test("values and lines of the log reach Airflow from a Celery worker, from Swift to Python and back, too")
    func pushesValues() async throws {
        let airflow = try await RealAirflow()
        try await ExpectedRun.checkValues(airflow)
        try await ExpectedRun.checkLog(airflow)
        try await ExpectedRun.checkRoundTrip(airflow)
    }

    @Test("tasks of a Celery worker defer, ask people, keep state and start other runs")
    func speaksAll() async throws {
        try await ProtocolRun.check(try await RealAirflow())
    }

    @Test("a run that is marked as failed stops its task on a Celery worker")
    func stops() async throws {
        try await ExpectedRun.checkStop(try await RealAirflow())
    }

    @Test(
        "tasks that name another executor run there, in pods of the coordinator's image, and the others where they did")
    func goesElsewhere() async throws {
        let airflow = try await RealAirflow()
        let dag = FeatureDAGs.executors
        let known = try await airflow.runs(of: dag.id)
        try await LocalTwin(dag, airflow).expectAlike(airflow)
        let run = try #require(try await airflow.runs(of: dag.id).subtracting(known).first)
        // Each try is a pod of its own.
        let home = try #require(airflow.environment["AIRFLOW_HARNESS_HOME"])
        let pods = String(decoding: try Data(contentsOf: URL(filePath: "\(home)/cluster/pods")), as: UTF8.self)
        let image = try #require(airflow.environment["POD_IMAGE"])
        #expect(
            pods.split(separator: "\n").filter { $0.contains(dag.id) }.sorted()
                == ["again", "again", "each", "each"].map { "\(image) \(dag.id) \($0)" })
        let lines = try await airflow.log(run, dag.id, "again", 2)
        let line = try #require(lines.first { $0["event"] == "as 2 came" })
        #expect(line["level"] == "info")
    }
}
